import { FluxtsError, type Place } from '@fluxts/base';

/**
 * Why a template failed:
 * - `Parse`: the text is no template; the message is Go's (`template: name:3: unexpected "}" in operand`)
 * - `Execute`: running it went wrong (`template: name:3:7: executing "name" at <.x>: …`)
 * - `Function`: a function refused its arguments; inside a template it becomes the cause of an `Execute`
 */
export type GoTemplateErrorCode = 'Parse' | 'Execute' | 'Function';

/** Raised by parsing, running and the functions. Only another template or other data can help. */
export class GoTemplateError extends FluxtsError<GoTemplateErrorCode> {
  constructor(
    code: GoTemplateErrorCode,
    message: string,
    details: { readonly cause?: unknown; readonly place?: Place } = {},
  ) {
    super(code, message, { ...details, retry: 'on-change' });
  }
}

/** What a function throws to refuse its arguments: Go's `error` result. */
export function functionError(message: string, cause?: unknown): GoTemplateError {
  return new GoTemplateError('Function', message, cause === undefined ? {} : { cause });
}
