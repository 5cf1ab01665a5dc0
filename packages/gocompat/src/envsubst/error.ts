import { GoCompatError } from '../error.ts';

/** Raised by a substitution. The message is that of Flux's envsubst. */
export class EnvsubstError extends GoCompatError {
  /** The variable that is not set; `undefined` for a malformed expression. */
  readonly variable: string | undefined;
  /** Where the expression begins, from 1. */
  readonly line: number;
  readonly column: number;

  constructor(
    code: 'BadSubstitution' | 'VariableNotSet',
    message: string,
    at: { readonly line: number; readonly column: number; readonly variable?: string },
  ) {
    super(code, message);
    this.variable = at.variable;
    this.line = at.line;
    this.column = at.column;
  }
}
