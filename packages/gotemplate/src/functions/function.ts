import type { Budget } from '@fluxts/base';
import type { GoInt, GoMap, GoObject, GoValue, ParameterType } from '../value/value.ts';

/** What a function may use of the run that calls it. */
export interface Run {
  /** What is left of the run's limits; a function counts what it makes. */
  readonly budget: Budget;
  /**
   * Runs another template of the set and gives what it prints.
   * @throws GoTemplateError `Execute`
   */
  execute(name: string, data: GoValue): string;
}

/** A function that templates can call. */
export interface GoFunction {
  /** What it takes; the template language checks it, and says what does not fit, before calling. */
  readonly parameters: readonly ParameterType[];
  /** What all further arguments must be; without it there can be none. */
  readonly rest: ParameterType | undefined;
  /**
   * Computes the result. What is given must not be changed, but for maps by functions that say so.
   * @throws GoTemplateError `Function`, whose message becomes `error calling NAME: MESSAGE`
   */
  call(run: Run, args: readonly GoValue[]): GoValue;
}

interface ParameterValue {
  any: GoValue;
  value: GoValue;
  string: string;
  bool: boolean;
  int: bigint;
  int64: GoInt;
  int32: GoInt;
  float64: number;
  list: GoValue[];
  strings: string[];
  map: GoMap;
  time: GoObject;
}

type ArgumentsOf<P extends readonly ParameterType[]> = {
  [K in keyof P]: ParameterValue[P[K]];
};

/** Makes a function with a fixed number of parameters. */
export function fixed<const P extends readonly ParameterType[]>(
  parameters: P,
  call: (run: Run, ...args: ArgumentsOf<P>) => GoValue,
): GoFunction {
  return {
    parameters,
    rest: undefined,
    call: (run, args) => call(run, ...(args as unknown as ArgumentsOf<P>)),
  };
}

/** Makes a function that takes any number of arguments after the fixed ones. */
export function variadic<const P extends readonly ParameterType[], R extends ParameterType>(
  parameters: P,
  rest: R,
  call: (run: Run, ...args: [...ArgumentsOf<P>, ...ParameterValue[R][]]) => GoValue,
): GoFunction {
  return {
    parameters,
    rest,
    call: (run, args) =>
      call(run, ...(args as unknown as [...ArgumentsOf<P>, ...ParameterValue[R][]])),
  };
}

/** Functions by name. */
export type FunctionMap = Readonly<Record<string, GoFunction>>;
