import type { Globals } from './global-flags.ts';
import type { Log } from './output/log.ts';

/** Environment variables, as the main file read them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a command reads from and writes to. */
export interface Io {
  /** Writes results: tables, YAML. Nothing else goes there, so that it can be piped. */
  out(text: string): void;
  /** Writes progress and errors. */
  err(text: string): void;
  /** Reads all of the standard input. @throws when it is longer than `maxBytes` */
  readInput(maxBytes: number): Promise<string>;
  /** Asks a question that is answered with yes or no; no where nobody can answer. */
  confirm(question: string): Promise<boolean>;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
}

/** What surrounds a command: everything it may use of the process, handed in by the main file. */
export interface Context {
  readonly io: Io;
  readonly env: Environment;
  readonly cwd: string;
  /** The folder of the bundle that runs, as a URL: thread modules and examples lie there. */
  readonly bundle: URL;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Aborts when the user wants to stop, and when the time of `--timeout` is over. */
  readonly deadline: AbortSignal;
  readonly now: () => Date;
  readonly globals: Globals;
  readonly log: Log;
}
