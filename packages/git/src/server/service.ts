import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { defaultSearchPath } from '../process/environment.ts';

/** What {@link startService} takes. */
export interface ServiceOptions {
  readonly repository: string;
  readonly service: 'git-upload-pack' | 'git-receive-pack';
  readonly advertise: boolean;
  /** The client's `Git-Protocol` header, checked. */
  readonly protocol: string | undefined;
  readonly searchPath: string | undefined;
}

/** A running `git upload-pack` or `receive-pack`. */
export interface ServiceProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  kill(): void;
}

/** What clients of today expect of a server, whatever the repository's own settings are. */
const settings: readonly (readonly [string, string])[] = [
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['http.receivepack', 'true'],
  ['receive.denyCurrentBranch', 'updateInstead'],
  ['receive.autogc', 'false'],
  ['safe.directory', '*'],
];

/** Starts the service on a repository, speaking one request and answer over its pipes. */
export function startService(options: ServiceOptions): ServiceProcess {
  const env: Record<string, string> = {
    PATH: options.searchPath ?? defaultSearchPath,
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_COUNT: String(settings.length),
    ...(options.protocol === undefined ? {} : { GIT_PROTOCOL: options.protocol }),
  };
  settings.forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  const child = spawn(
    'git',
    [
      options.service.slice('git-'.length),
      '--stateless-rpc',
      ...(options.advertise ? ['--advertise-refs'] : []),
      options.repository,
    ],
    { env, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  // Ends without output, which the caller sees.
  child.on('error', () => child.stdout.destroy());
  child.stdin.on('error', () => undefined);
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    kill: () => {
      if (child.exitCode === null) child.kill('SIGTERM');
    },
  };
}
