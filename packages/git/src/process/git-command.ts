import type { AllowedProtocols, ConfigEntry } from './environment.ts';
import { defaultSearchPath, gitEnvironment } from './environment.ts';
import type { ProcessResult, ProcessRunner, RunningProcess } from './run.ts';

/** One git command in one repository. */
export interface GitCommand {
  readonly directory: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  readonly stdin?: string;
  readonly protocols?: AllowedProtocols;
  readonly config?: readonly ConfigEntry[];
  readonly extra?: Readonly<Record<string, string>>;
  readonly maxStdout?: number;
  /** The largest file that the command may write; no limit unless given. */
  readonly maxFileBytes?: number;
}

/** Runs git with an environment that holds nothing but what the command needs. */
export class GitProgram {
  readonly #runner: ProcessRunner;
  readonly #searchPath: string;
  readonly #home: string;

  /** @param home an empty directory */
  constructor(runner: ProcessRunner, searchPath: string | undefined, home: string) {
    this.#runner = runner;
    this.#searchPath = searchPath ?? defaultSearchPath;
    this.#home = home;
  }

  /** Runs to the end. @throws GitError `TooLarge`, or the signal's reason; an exit code is no error here */
  run(command: GitCommand): Promise<ProcessResult> {
    const { program, args } = this.#commandLine(command);
    return this.#runner.run({
      command: program,
      args,
      env: this.#environment(command),
      cwd: command.directory,
      ...(command.stdin === undefined ? {} : { stdin: command.stdin }),
      signal: command.signal,
      maxStdout: command.maxStdout ?? 16 * 1024 * 1024,
    });
  }

  /** Runs while `use` reads what it prints. */
  stream<T>(command: GitCommand, use: (child: RunningProcess) => Promise<T>): Promise<T> {
    const { program, args } = this.#commandLine(command);
    return this.#runner.stream(
      {
        command: program,
        args,
        env: this.#environment(command),
        cwd: command.directory,
        ...(command.stdin === undefined ? {} : { stdin: command.stdin }),
        signal: command.signal,
        maxStdout: Number.POSITIVE_INFINITY,
      },
      use,
    );
  }

  #commandLine(command: GitCommand): {
    readonly program: string;
    readonly args: readonly string[];
  } {
    if (command.maxFileBytes === undefined) return { program: 'git', args: command.args };
    // Git has no limit on what it fetches. The system's limit on the size of a file is exact and
    // costs nothing; POSIX counts it in blocks of 512 bytes. With the signal ignored, git sees a write
    // that fails, and says so.
    const blocks = Math.ceil(command.maxFileBytes / 512);
    return {
      program: 'sh',
      args: [
        '-c',
        'trap "" XFSZ; ulimit -f "$1" && shift && exec git "$@"',
        'sh',
        String(blocks),
        ...command.args,
      ],
    };
  }

  #environment(command: GitCommand): Record<string, string> {
    return gitEnvironment({
      searchPath: this.#searchPath,
      home: this.#home,
      protocols: command.protocols ?? 'none',
      config: command.config ?? [],
      extra: { GIT_DIR: command.directory, ...command.extra },
    });
  }
}
