import { type ErrorDetails, FluxtsError } from '@fluxts/base';

/** Why a command could not be started as it was typed. */
export type UsageErrorCode =
  | 'UnknownCommand'
  | 'UnknownFlag'
  | 'MissingFlagValue'
  | 'InvalidFlagValue'
  | 'InvalidArguments';

/** The command line does not say what to do. Nothing has been done. */
export class UsageError extends FluxtsError<UsageErrorCode> {
  constructor(code: UsageErrorCode, message: string, details: ErrorDetails = {}) {
    super(code, message, { retry: 'never', ...details });
  }
}

/** Why a command that was understood did not reach its end. */
export type CommandErrorCode =
  | 'NotFound'
  | 'Suspended'
  | 'ReconciliationFailed'
  | 'TimedOut'
  | 'Refused'
  | 'CheckFailed'
  | 'InvalidInput'
  | 'Unsupported'
  | 'HelmFailed';

/** A command failed. The message names the object, the cause and the next step. */
export class CommandError extends FluxtsError<CommandErrorCode> {}

/**
 * Ends a command with a chosen exit code after it has said all it has to say: `flux diff` exits 1
 * when something differs and 2 when it could not tell.
 */
export class ExitError extends FluxtsError<'Exit'> {
  readonly exitCode: number;

  constructor(exitCode: number, message = '') {
    super('Exit', message, { retry: 'never' });
    this.exitCode = exitCode;
  }
}
