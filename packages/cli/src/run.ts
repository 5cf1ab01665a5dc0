import { setMaxListeners } from 'node:events';
import { errorMessage, FluxtsError } from '@fluxts/base';
import type { Command } from './command/command.ts';
import { dispatch } from './command/dispatch.ts';
import type { Context, Environment, Io } from './context.ts';
import { ExitError, UsageError } from './error.ts';
import { families } from './families.ts';
import { globalFlags, type GlobalValues, resolveGlobals } from './global-flags.ts';
import { createLog } from './output/log.ts';
import { compatibleFluxVersion, fluxtsVersion } from './version.ts';

/** What a run of the command line needs of the process around it. */
export interface RunOptions {
  /** The arguments after the name of the program. */
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  /** The folder of the bundle that runs, as a URL: thread modules and examples lie there. */
  readonly bundle: URL;
  readonly io: Io;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
  readonly now?: () => Date;
}

/** The longest time that a timer takes. */
const maxTimerMs = 2 ** 31 - 1;

/** The root of all commands. */
export const rootCommand: Command = {
  name: 'flux',
  summary: 'Command line utility for assembling Kubernetes CD pipelines',
  description:
    'Command line utility for assembling Kubernetes CD pipelines the GitOps way.\n' +
    `fluxts ${fluxtsVersion}, compatible with Flux ${compatibleFluxVersion}.`,
  flags: globalFlags,
  subcommands: families,
};

/**
 * Runs one command line to its end and says with which code the process should exit: 0 when all went
 * well, 1 when something failed, 2 when `flux diff` could not tell, 130 when the user stopped it. Every
 * error has been printed by then.
 */
export async function run(options: RunOptions): Promise<number> {
  const { io, signal } = options;
  const deadline = new AbortController();
  // Every request under way listens to it, and a command may have dozens.
  setMaxListeners(0, deadline.signal);
  const stop = (): void => deadline.abort();
  signal.addEventListener('abort', stop, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const log = createLog((text) => io.err(text), io.errIsTerminal && !options.env['NO_COLOR']);
  try {
    if (options.args[0] === '__complete') {
      const { completionCandidates } = await import('./completion/candidates.ts');
      const candidates = await completionCandidates(rootCommand, options.args.slice(1));
      io.out(candidates.map((candidate) => `${candidate}\n`).join(''));
      return 0;
    }
    const found = await dispatch(rootCommand, options.args);
    if (found.action === 'help') {
      io.out(found.text);
      return 0;
    }
    const globals = resolveGlobals(found.flags as unknown as GlobalValues, options.env);
    timer = setTimeout(stop, Math.min(globals.timeout.milliseconds, maxTimerMs));
    const context: Context = {
      io,
      env: options.env,
      cwd: options.cwd,
      bundle: options.bundle,
      signal,
      now: options.now ?? (() => new Date()),
      globals,
      deadline: deadline.signal,
      log,
    };
    await found.command.run?.(context, found);
    return 0;
  } catch (error) {
    if (error instanceof ExitError) {
      if (error.message !== '') log.failure(error.message);
      return error.exitCode;
    }
    if (signal.aborted) {
      log.failure('stopped');
      return 130;
    }
    log.failure(errorMessage(error) + hintFor(error));
    if (error instanceof UsageError && error.code !== 'UnknownCommand') {
      io.err("run the command with '--help' to see what it takes\n");
    }
    return 1;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** What to do about errors that know nothing of the command line. */
function hintFor(error: unknown): string {
  if (!(error instanceof FluxtsError)) return '';
  switch (error.code) {
    case 'NoKindMatch':
      return "; is Flux installed in this cluster? 'flux check' tells";
    case 'Aborted':
      return '; --timeout allows more time';
    default:
      return '';
  }
}
