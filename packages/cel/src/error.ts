import { type ErrorDetails, FluxtsError } from '@fluxts/base';

/**
 * - `Syntax`: the expression cannot be read.
 * - `Type`: it can be read but makes no sense: an unknown variable or function, wrong types, a result of the wrong type.
 * - `Evaluation`: it makes no sense for these values: no such key, an overflow, an index out of range.
 * - `Cost`: it would take more work than it is allowed.
 */
export type CelErrorCode = 'Syntax' | 'Type' | 'Evaluation' | 'Cost';

/** Raised by everything in this package. The message names the expression. */
export class CelError extends FluxtsError<CelErrorCode> {
  /** What went wrong, without the expression, such as `no such key: spec`. */
  readonly reason: string;

  constructor(
    code: CelErrorCode,
    message: string,
    details: ErrorDetails & { readonly reason?: string } = {},
  ) {
    super(code, message, details);
    this.reason = details.reason ?? message;
  }
}
