import { execFile } from 'node:child_process';

/** What a git command came to. */
export interface GitAnswer {
  readonly code: number;
  readonly stdout: string;
}

/** Runs git in the folder that it was made for; nothing it is asked changes anything. */
export type LocalGit = (args: readonly string[]) => Promise<GitAnswer>;

/**
 * The git of a local folder. Arguments are handed over as they are, without a shell; it asks nobody
 * anything, takes no locks, and reads paths as they are written.
 * @param env the environment that git runs in
 */
export function localGit(
  directory: string,
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): LocalGit {
  return (args) =>
    new Promise((resolve, reject) => {
      execFile(
        'git',
        ['--no-optional-locks', '--literal-pathspecs', ...args],
        {
          cwd: directory,
          env: { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
          maxBuffer: 16 * 1024 * 1024,
          timeout: 20_000,
          ...(signal === undefined ? {} : { signal }),
        },
        (error, stdout) => {
          if (error === null) resolve({ code: 0, stdout });
          else if (typeof error.code === 'number') resolve({ code: error.code, stdout });
          else reject(error);
        },
      );
    });
}
