/** Structured values logged beside a message. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Writes JSON lines in Flux's field names. Values under keys that smell of secrets (`password`, `token`,
 * `authorization`, `data` of a Secret, …) and credentials in URLs are masked.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, error: unknown, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  with(fields: LogFields): Logger;
}

/** How much is logged: everything, without `debug`, or errors only. */
export type LogLevel = 'debug' | 'info' | 'error';

/** Writes nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLogger,
};
