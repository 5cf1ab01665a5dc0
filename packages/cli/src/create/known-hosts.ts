import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from '../error.ts';

const run = promisify(execFile);

/**
 * Asks an SSH server for its host keys, by `ssh-keyscan`, and returns them as the lines of a
 * `known_hosts` file. The answer is as trustworthy as the network it came over: compare it.
 * @throws CommandError `InvalidInput` for a host that is no host, `TimedOut` when there is no answer
 */
export async function scanHostKeys(url: URL, signal: AbortSignal): Promise<string> {
  const { hostname, port } = url;
  if (!/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9][A-Za-z0-9.-]*)$/.test(hostname)) {
    throw new CommandError('InvalidInput', `'${hostname}' is no host name`);
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  try {
    const { stdout } = await run(
      'ssh-keyscan',
      ['-T', '10', '-t', 'ecdsa,ed25519,rsa', ...(port === '' ? [] : ['-p', port]), host],
      { signal, maxBuffer: 1024 * 1024 },
    );
    const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    if (lines.length > 0) return `${lines.join('\n')}\n`;
  } catch (error) {
    throw new CommandError(
      'TimedOut',
      `could not read the host keys of ${host}: is it reachable, and is ssh-keyscan installed?`,
      { cause: error },
    );
  }
  throw new CommandError('TimedOut', `${host} answered with no host key: is it an SSH server?`);
}
