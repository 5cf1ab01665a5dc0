import { FluxtsError } from '@fluxts/base';

/** What kind of text could not be understood. */
export type GoCompatErrorCode =
  | 'InvalidVersion'
  | 'InvalidConstraint'
  | 'InvalidDuration'
  | 'InvalidTime'
  | 'InvalidRegExp'
  | 'BadSubstitution'
  | 'VariableNotSet';

/** Raised for text that Go's counterpart would refuse, in its words. Only another text can help. */
export class GoCompatError extends FluxtsError<GoCompatErrorCode> {
  constructor(code: GoCompatErrorCode, message: string, cause?: unknown) {
    super(code, message, { retry: 'on-change', ...(cause === undefined ? {} : { cause }) });
  }
}
