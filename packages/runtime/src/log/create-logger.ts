import { pino, type DestinationStream, type Logger as Pino } from 'pino';
import { errorMessage } from '@fluxts/base';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { LogFields, Logger, LogLevel } from './logger.ts';
import { maskedFields, maskText } from './mask.ts';

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  /** Default `info`. */
  readonly level?: LogLevel | undefined;
  /** Takes whole lines, each ending in a newline. Default the process's standard output. */
  readonly destination?: { write(line: string): void } | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * A logger of JSON lines with the fields `level`, `ts`, `msg`, and `error` as Flux writes them. Warnings are
 * written as `info`, which is all that Flux's tools know.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const clock = options.clock ?? systemClock;
  const settings = {
    level: options.level ?? 'info',
    base: null,
    messageKey: 'msg',
    timestamp: () => `,"ts":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const destination: DestinationStream =
    options.destination ?? pino.destination({ fd: 1, sync: true });
  return new PinoLogger(pino(settings, destination));
}

class PinoLogger implements Logger {
  readonly #pino: Pino;

  constructor(logger: Pino) {
    this.#pino = logger;
  }

  debug(message: string, fields: LogFields = {}): void {
    if (this.#pino.isLevelEnabled('debug'))
      this.#pino.debug(maskedFields(fields), maskText(message));
  }

  info(message: string, fields: LogFields = {}): void {
    if (this.#pino.isLevelEnabled('info')) this.#pino.info(maskedFields(fields), maskText(message));
  }

  warn(message: string, fields: LogFields = {}): void {
    this.info(message, fields);
  }

  error(message: string, error: unknown, fields: LogFields = {}): void {
    const said = maskText(errorMessage(error));
    this.#pino.error({ ...maskedFields(fields), error: said }, maskText(message));
  }

  with(fields: LogFields): Logger {
    return new PinoLogger(this.#pino.child(maskedFields(fields)));
  }
}
