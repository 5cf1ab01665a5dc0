import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitError, parseRepositoryUrl, redactUrl } from '@fluxts/git';

describe('a repository URL', () => {
  it.each([
    ['https://github.com/org/repo', { scheme: 'https', host: 'github.com', path: '/org/repo' }],
    [
      'https://GitHub.com:8443/org/repo.git/',
      { host: 'github.com', port: 8443, href: 'https://github.com:8443/org/repo.git' },
    ],
    ['http://127.0.0.1:3000/Org1/project1/_git/gitops', { host: '127.0.0.1', port: 3000 }],
    ['http://[::1]:3000/a', { host: '[::1]', port: 3000 }],
    [
      'https://dev.azure.com/org/my%20project/_git/repo',
      { href: 'https://dev.azure.com/org/my%20project/_git/repo' },
    ],
    [
      'https://user:p%40ss@host/x',
      { href: 'https://host/x', basic: { username: 'user', password: 'p@ss' } },
    ],
    [
      'ssh://git@github.com/org/repo',
      { scheme: 'ssh', user: 'git', href: 'ssh://git@github.com/org/repo' },
    ],
    [
      'ssh://github.com:2222/org/repo',
      { user: 'git', port: 2222, href: 'ssh://git@github.com:2222/org/repo' },
    ],
    ['ssh://git@ssh.dev.azure.com/v3/org/proj/repo', { host: 'ssh.dev.azure.com' }],
    [
      'git@github.com:org/repo.git',
      { scheme: 'ssh', path: 'org/repo.git', href: 'git@github.com:org/repo.git' },
    ],
    ['ssh://git@host/~user/repo', { path: '/~user/repo' }],
  ])('%s is taken apart', (text, parts) => {
    expect(parseRepositoryUrl(text)).toMatchObject(parts);
  });

  it.each([
    '',
    'ext::sh -c touch% /tmp/pwned',
    'ext::sh',
    'fd::17',
    'EXT::x',
    'file:///etc',
    '/etc/passwd',
    './repo',
    '../repo',
    'repo',
    'C:\\repo',
    'c:/repo',
    'git://github.com/x/y',
    'ftp://host/x',
    '-oProxyCommand=touch',
    '--upload-pack=touch',
    'ssh://-oProxyCommand=touch/x',
    'ssh://git@-oProxyCommand=touch/x',
    'ssh://-l@host/x',
    '-oProxyCommand=x@host:repo',
    'git@-host:repo',
    'git@host:-repo',
    'git@host:$(touch x)',
    'ssh://git@host/`id`',
    "ssh://git@host/a'b",
    'ssh://host:99999/x',
    'https://host/x\n--config',
    'https://host/x y',
    'https://host/x\u0000',
    'https://ho\u2028st/x',
    'https://',
    'https:///x',
    'https://host/x?service=y',
    'https://host/x#y',
    'https://us%0Aer:p@host/x',
    `https://host/${'x'.repeat(3000)}`,
  ])('%j is refused', (text) => {
    expect(() => parseRepositoryUrl(text)).toThrow(GitError);
    expect(() => parseRepositoryUrl(text)).toThrow(
      expect.objectContaining({ code: 'UrlInvalid', retry: 'on-change' }),
    );
  });

  it('never shows a password or a control character in an error', () => {
    expect(redactUrl('https://user:secret@host/x')).toBe('https://***@host/x');
    expect(redactUrl('https://user:se@cr@et@host/x')).toBe('https://***@host/x');
    expect(redactUrl(`https://${'secret'.repeat(300)}@host/x`)).toBe('https://***@host/x');
    for (const odd of ['/', '?', '#', '\n', '@', ' ', `${'x'.repeat(5000)}/`]) {
      expect(redactUrl(`https://user:sec${odd}ret@host/x`)).not.toMatch(/sec|ret/);
      expect(() => parseRepositoryUrl(`https://user:sec${odd}ret@ho st/x`)).toThrow(
        expect.not.objectContaining({ message: expect.stringContaining('ret') as string }),
      );
    }
    expect(redactUrl('user:secret@host:path')).toBe('***@host:path');
    expect(redactUrl('git@host:path')).toBe('git@host:path');
    expect(() => parseRepositoryUrl('https://user:secret@host/x?y')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') as string }),
    );
  });

  it('is either refused or safe to hand to git, whatever the text', () => {
    const hostile = fc.stringMatching(/^[-a-z:/@.%\\ \n'"$`[\]0-9?#~;|]{0,60}$/);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          hostile,
          hostile.map((x) => `ssh://${x}`),
          hostile.map((x) => `http://${x}`),
        ),
        (text) => {
          let href: string;
          try {
            ({ href } = parseRepositoryUrl(text));
          } catch (error) {
            expect(error).toBeInstanceOf(GitError);
            return;
          }
          expect(href).toMatch(
            /^(?:https?:\/\/|ssh:\/\/|[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9_[])/,
          );
          expect(href).not.toMatch(/[\s\0]|::.*::|\/\/[^/]*\/\/-/);
          expect(parseRepositoryUrl(href).href).toBe(href);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
