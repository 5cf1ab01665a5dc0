import { GitError, type GitErrorCode } from '../error.ts';

/** What git and ssh print when something is wrong, and what that means. The first match counts. */
const meanings: readonly (readonly [RegExp, GitErrorCode, string?])[] = [
  [
    /Host key verification failed|no matching host key|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    'HostNotTrusted',
    'the host key is not the one in known_hosts',
  ],
  [
    /Permission denied \(|Authentication failed|could not read Username|could not read Password|terminal prompts disabled|HTTP 401|error: 401|error: 403/i,
    'AuthenticationFailed',
  ],
  [
    /server certificate verification failed|SSL certificate problem|unable to get local issuer/i,
    'HostNotTrusted',
  ],
  [
    /repository '.*' not found|Repository not found|does not appear to be a git repository|error: 404/i,
    'RepositoryNotFound',
    'repository not found',
  ],
  [
    /Could not resolve|Connection refused|Connection timed out|Failed to connect|Network is unreachable|No route to host|Connection reset|Connection closed by|could not connect/i,
    'HostUnreachable',
  ],
  [
    /couldn't find remote ref|Couldn't find remote ref|not our ref|unadvertised object|no such remote ref/i,
    'ReferenceNotFound',
  ],
  [/File size limit|file too large/i, 'TooLarge', 'the repository is larger than allowed'],
  [/fsck error|error in object|invalid gitfile|object of unexpected type/i, 'ObjectInvalid'],
];

/**
 * Makes an error of how a git process ended. Its words come from the last lines it printed, without
 * control characters and without the secrets given.
 */
export function gitFailure(
  what: string,
  exitCode: number,
  stderr: string,
  secrets: readonly string[] = [],
): GitError {
  const said = clean(stderr, secrets);
  if (exitCode === 127) return new GitError('GitMissing', `cannot run git: ${said}`);
  const [, code = 'GitFailed', words = said] =
    meanings.find(([pattern]) => pattern.test(stderr)) ?? [];
  const message = `${what}: ${words === '' ? `git ended with status ${exitCode}` : words}`;
  return new GitError(code, message, { retry: code === 'ObjectInvalid' ? 'on-change' : 'backoff' });
}

function clean(stderr: string, secrets: readonly string[]): string {
  let text = stderr;
  for (const secret of secrets) if (secret.length > 3) text = text.replaceAll(secret, '***');
  const lines = text
    // oxlint-disable-next-line eslint/no-control-regex -- what a server sends must not reach a terminal raw
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('warning: '));
  return lines.slice(-4).join('; ').slice(0, 512);
}
