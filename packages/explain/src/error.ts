import { FluxtsError } from '@fluxts/base';

/** Why a question could not be taken up at all. What merely could not be seen is part of the answer. */
export type ExplainErrorCode = 'QuestionUnclear' | 'NotFound' | 'NotManaged' | 'Unsupported';

/** Raised for questions that have no answer. */
export class ExplainError extends FluxtsError<ExplainErrorCode> {}
