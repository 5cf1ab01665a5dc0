import { errorMessage } from '@fluxts/base';
import { reasons } from '@fluxts/flux-api';
import { StageError } from './stage-error.ts';

/** An expression that is none: nothing can come of it before the spec changes. */
export function invalidExpression(why: string | undefined, cause: unknown): StageError {
  return new StageError(
    'Stalled',
    reasons.invalidCELExpression,
    ['Reconciliation failed terminally due to configuration error', why, errorMessage(cause)]
      .filter((part) => part !== undefined)
      .join(': '),
    { cause },
  );
}
