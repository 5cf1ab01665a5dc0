import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../context.ts';
import { CommandError } from '../error.ts';

const run = promisify(execFile);

/** The longest output of git that is read, in bytes. */
const maxOutputBytes = 64 * 1024 * 1024;

/** Variables by which a surrounding git, such as that of a hook, would redirect ours. */
const repositoryVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR'];

/** Runs the system's git in one folder. */
export interface GitRunner {
  readonly directory: string;
  /**
   * Runs git and returns what it printed.
   * @throws CommandError `InvalidInput` with what git said
   */
  run(...args: readonly string[]): Promise<string>;
  /** {@link GitRunner.run}, but `undefined` when git fails. */
  try(...args: readonly string[]): Promise<string | undefined>;
  /** The content of a file in the newest commit, to the byte; `undefined` where there is none. */
  readCommitted(path: string): Promise<string | undefined>;
}

/** What {@link gitRunner} takes. */
export interface GitRunnerOptions {
  readonly directory: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Settings beside the user's own. They travel by environment, so that they may hold credentials. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Further variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Makes a {@link GitRunner}. It never asks at the terminal. */
export function gitRunner(options: GitRunnerOptions): GitRunner {
  const { directory, signal } = options;
  const env = environment(options);
  const execute = async (args: readonly string[]): Promise<string> => {
    const { stdout } = await run('git', [...args], {
      cwd: directory,
      env,
      signal,
      maxBuffer: maxOutputBytes,
    });
    return stdout;
  };
  const quietly = async (args: readonly string[]): Promise<string | undefined> => {
    try {
      return await execute(args);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  };
  return {
    directory,
    async run(...args) {
      try {
        return (await execute(args)).trim();
      } catch (error) {
        signal.throwIfAborted();
        const said = (error as { readonly stderr?: string }).stderr?.trim() || String(error);
        throw new CommandError(
          'InvalidInput',
          `git ${args[0] ?? ''} failed in ${directory}: ${withoutCredentials(said)}`,
          { cause: new Error(withoutCredentials(said)) },
        );
      }
    },
    async try(...args) {
      return (await quietly(args))?.trim();
    },
    readCommitted: (path) => quietly(['cat-file', 'blob', `HEAD:${path}`]),
  };
}

function environment({ env, settings = {}, variables = {} }: GitRunnerOptions): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !repositoryVariables.includes(name));
  // What the user has set this way comes first, so that ours does not hide it.
  const given = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const ours = Object.entries(settings);
  return {
    ...Object.fromEntries(kept),
    ...variables,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    GIT_CONFIG_COUNT: String(given + ours.length),
    ...Object.fromEntries(
      ours.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${given + index}`, key],
        [`GIT_CONFIG_VALUE_${given + index}`, value],
      ]),
    ),
  };
}

/** Git quotes the remote's address, in which users keep passwords. */
function withoutCredentials(text: string): string {
  return text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@']+@/gi, '$1*****@');
}
