import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contents, createWorld, type World } from './fixture.ts';

describe('a repository over SSH', () => {
  let world: World;
  let log: string;
  beforeEach(async () => {
    world = await createWorld();
    await world.git.close();
  });
  afterEach(() => world.close());

  /** A git whose `ssh` is a script that writes down how it was called and runs the command here. */
  async function withFakeSsh(): Promise<World['git']> {
    const bin = join(world.root, "b in'");
    log = join(world.root, 'ssh.log');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'ssh'),
      `#!/bin/sh
printf '%s\\n' "$@" > '${log}'
for a in "$@"; do f=$(printf %s "$a" | sed 's/^[^=]*="//; s/"$//'); case "$a" in
  IdentityFile=*) ls -l "$f" | cut -c1-10 >> '${log}.modes'; cat "$f" >> '${log}.identity';;
  UserKnownHostsFile=*) cat "$f" >> '${log}.known';;
esac; done
if [ -n "$SSH_ASKPASS" ]; then "$SSH_ASKPASS" prompt >> '${log}.passphrase'; fi
env >> '${log}.env'
for last; do :; done
cd '${join(world.root, 'served')}' && eval "$last"
`,
    );
    chmodSync(join(bin, 'ssh'), 0o755);
    const { createGit } = await import('@fluxts/git');
    return createGit({
      cacheDir: join(world.root, 'ssh cache'),
      searchPath: `${bin}:${process.env['PATH'] ?? ''}`,
    });
  }

  const ssh = { identity: 'KEY', knownHosts: 'host ssh-ed25519 AAAA' };

  it('is listed and fetched with the given key and hosts only', async () => {
    const commit = world.add('org/repo').commit({ a: '1' });
    const git = await withFakeSsh();
    const remote = { url: 'git@host:org/repo', credentials: { ssh } };
    const ref = await git.resolve(remote, { branch: 'main' });
    expect(ref.commit).toBe(commit);
    const called = readFileSync(log, 'utf8').split('\n');
    for (const option of [
      'StrictHostKeyChecking=yes',
      'IdentitiesOnly=yes',
      'IdentityAgent=none',
      'GlobalKnownHostsFile=/dev/null',
      'ForwardAgent=no',
      'ProxyCommand=none',
      'PermitLocalCommand=no',
      'BatchMode=yes',
    ]) {
      expect(called).toContain(option);
    }
    expect(called.slice(called.indexOf('-F'), called.indexOf('-F') + 2)).toEqual([
      '-F',
      '/dev/null',
    ]);
    expect(readFileSync(`${log}.identity`, 'utf8')).toBe('KEY\n');
    expect(readFileSync(`${log}.known`, 'utf8')).toBe('host ssh-ed25519 AAAA\n');
    expect(readFileSync(`${log}.modes`, 'utf8')).toBe('-rw-------\n');
    expect(await contents(await git.fetch(remote, ref))).toEqual({ a: '1' });
    const identityFile =
      called
        .find((word) => word.startsWith('IdentityFile='))
        ?.slice('IdentityFile='.length)
        .replaceAll('"', '') ?? '';
    expect(existsSync(identityFile)).toBe(false);
    await git.close();
  });

  it('answers for a key with a passphrase without showing it in an argument', async () => {
    world.add('repo').commit({ a: '1' });
    const git = await withFakeSsh();
    const remote = {
      url: 'ssh://git@host:2222/repo',
      credentials: { ssh: { ...ssh, passphrase: "it's $x" } },
    };
    // The server path of this form begins at the root, which the script does not have.
    await expect(git.resolve(remote, { branch: 'main' })).rejects.toMatchObject({
      code: 'RepositoryNotFound',
      message: expect.not.stringContaining("it's") as string,
    });
    expect(readFileSync(log, 'utf8')).not.toContain("it's");
    expect(readFileSync(`${log}.passphrase`, 'utf8')).toBe("it's $x\n");
    await git.close();
  });

  it('needs a key and known hosts', async () => {
    const git = await withFakeSsh();
    const url = 'ssh://git@host/repo';
    await expect(git.resolve({ url }, {})).rejects.toMatchObject({ code: 'CredentialsInvalid' });
    await expect(
      git.resolve({ url, credentials: { ssh: { identity: 'x', knownHosts: ' \n' } } }, {}),
    ).rejects.toMatchObject({ code: 'CredentialsInvalid' });
    await git.close();
  });

  /** Comes with ssh. */
  const keygen = 'ssh-keygen';
  const sshd = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => existsSync(path));
  it.skipIf(sshd === undefined)(
    'works against a real server, which must be known (needs sshd)',
    async () => {
      world.add('repo').commit({ a: '1' });
      const keys = join(world.root, 'keys');
      mkdirSync(keys, { mode: 0o700 });
      const passphrase = 'open sesame';
      for (const [name, secret] of [
        ['host', ''],
        ['user', passphrase],
      ] as const) {
        execFileSync(keygen, ['-q', '-t', 'ed25519', '-N', secret, '-f', join(keys, name)]);
      }
      const probe = createServer().listen(0, '127.0.0.1');
      await once(probe, 'listening');
      const { port } = probe.address() as AddressInfo;
      probe.close();
      await once(probe, 'close');
      writeFileSync(
        join(keys, 'config'),
        [
          `Port ${port}`,
          'ListenAddress 127.0.0.1',
          `HostKey ${join(keys, 'host')}`,
          `AuthorizedKeysFile ${join(keys, 'user.pub')}`,
          'StrictModes no',
          'UsePAM no',
          `PidFile ${join(keys, 'pid')}`,
        ].join('\n'),
      );
      // Only a server of root's drops rights into this directory.
      if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
      const server = spawn(sshd ?? '', ['-D', '-e', '-f', join(keys, 'config')], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      for await (const chunk of server.stderr) if (String(chunk).includes('listening')) break;
      const { createGit } = await import('@fluxts/git');
      const git = await createGit({ cacheDir: join(world.root, 'ssh cache') });
      try {
        const hostKey = readFileSync(join(keys, 'host.pub'), 'utf8')
          .split(' ')
          .slice(0, 2)
          .join(' ');
        const url = `ssh://${userInfo().username}@127.0.0.1:${port}${join(world.root, 'served/repo')}`;
        const real = {
          identity: readFileSync(join(keys, 'user'), 'utf8'),
          passphrase,
          knownHosts: `[127.0.0.1]:${port} ${hostKey}\n`,
        };
        const remote = { url, credentials: { ssh: real } };
        const ref = await git.resolve(remote, { branch: 'main' });
        expect(await contents(await git.fetch(remote, ref))).toEqual({ a: '1' });
        const other = readFileSync(join(keys, 'user.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
        await expect(
          git.resolve(
            { url, credentials: { ssh: { ...real, knownHosts: `[127.0.0.1]:${port} ${other}` } } },
            {},
          ),
        ).rejects.toMatchObject({ code: 'HostNotTrusted' });
        await expect(
          git.resolve(
            {
              url,
              credentials: { ssh: { ...real, identity: readFileSync(join(keys, 'host'), 'utf8') } },
            },
            {},
          ),
        ).rejects.toMatchObject({ code: 'AuthenticationFailed' });
      } finally {
        await git.close();
        server.kill();
      }
    },
  );
});
