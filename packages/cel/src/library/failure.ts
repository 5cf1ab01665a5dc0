import { EvaluationError } from '@marcbachmann/cel-js';

/** An error inside an expression, which `||`, `&&` and `all` may still outvote. */
export function failure(message: string): EvaluationError {
  return new EvaluationError(message);
}

/** An integer of the language as an index. @throws EvaluationError outside 0 to `most` */
export function indexIn(value: bigint, most: number): number {
  if (value < 0n || value > BigInt(most)) throw failure(`index out of range: ${value}`);
  return Number(value);
}
