import { functionError } from '../error.ts';
import {
  fixed,
  type FunctionMap,
  type GoFunction,
  type Run,
  variadic,
} from '../functions/function.ts';
import { int, int64, type GoValue, withType } from '../value/value.ts';
import { decimalOf } from './decimal.ts';
import { stringOf, toFloat, toInteger } from './convert.ts';

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}

function divisor(value: GoValue): bigint {
  const number = toInteger(value);
  if (number === 0n) throw functionError('runtime error: integer divide by zero');
  return number;
}

function extreme(pick: (a: bigint, b: bigint) => boolean): GoFunction {
  return variadic(['any'], 'any', (_run, first, ...others) =>
    int64(others.map(toInteger).reduce((a, b) => (pick(b, a) ? b : a), toInteger(first))),
  );
}

function floatExtreme(pick: (...values: number[]) => number): GoFunction {
  return variadic(['any'], 'any', (_run, first, ...others) =>
    others.map(toFloat).reduce((a, b) => pick(a, b), toFloat(first)),
  );
}

/** Rounds half away from zero, as sprig does from `roundOn` (half) on. */
function round(value: GoValue, places: bigint, roundOn: number): number {
  const power = 10 ** Number(places);
  const digit = power * toFloat(value);
  const fraction = digit - Math.trunc(digit);
  return (fraction >= roundOn ? Math.ceil(digit) : Math.floor(digit)) / power;
}

/** The whole numbers between two, as many steps apart; at most as many as the run can bear. */
function* steps(start: bigint, stop: bigint, step: bigint): Iterable<bigint> {
  if (step > 0n) for (let at = start; at < stop; at += step) yield at;
  if (step < 0n) for (let at = start; at > stop; at += step) yield at;
}

function untilStep(run: Run, start: bigint, stop: bigint, step: bigint): GoValue[] {
  const numbers: GoValue[] = [];
  const forwards = stop >= start;
  if (forwards !== step > 0n && start !== stop) return withType(numbers, '[]int');
  for (const number of steps(start, stop, step)) {
    run.budget.step();
    numbers.push(number);
  }
  return withType(numbers, '[]int');
}

function seq(run: Run, params: readonly bigint[]): string {
  const [first = 1n, second = 1n, third = 1n] = params;
  let numbers: GoValue[] = [];
  const sign = (from: bigint, to: bigint): bigint => (to < from ? -1n : 1n);
  if (params.length === 1) {
    const step = sign(1n, first);
    numbers = untilStep(run, 1n, first + step, step);
  } else if (params.length === 2) {
    const step = sign(first, second);
    numbers = untilStep(run, first, second + step, step);
  } else if (params.length === 3) {
    const end = third + sign(first, third);
    // A step that leads away gives nothing but where it began, and only where that is the end.
    if (second !== 0n || first === third) numbers = untilStep(run, first, end, second);
  }
  return numbers.map((number) => stringOf(number)).join(' ');
}

/** Sprig's groups of integer and float mathematics, and number lists. */
export const mathFunctions: FunctionMap = {
  add: variadic([], 'any', (_run, ...values) =>
    int64(values.reduce<bigint>((sum, value) => wrap(sum + toInteger(value)), 0n)),
  ),
  add1: fixed(['any'], (_run, value) => int64(toInteger(value) + 1n)),
  sub: fixed(['any', 'any'], (_run, a, b) => int64(toInteger(a) - toInteger(b))),
  div: fixed(['any', 'any'], (_run, a, b) => int64(toInteger(a) / divisor(b))),
  mod: fixed(['any', 'any'], (_run, a, b) => int64(toInteger(a) % divisor(b))),
  mul: variadic(['any'], 'any', (_run, first, ...others) =>
    int64(others.reduce<bigint>((product, b) => wrap(product * toInteger(b)), toInteger(first))),
  ),
  max: extreme((a, b) => a > b),
  biggest: extreme((a, b) => a > b),
  min: extreme((a, b) => a < b),
  maxf: floatExtreme(Math.max),
  minf: floatExtreme(Math.min),
  add1f: fixed(['any'], (_run, value) => decimalOf('+', [toFloat(value), 1])),
  addf: variadic([], 'any', (_run, ...values) => decimalOf('+', [0, ...values.map(toFloat)])),
  subf: variadic(['any'], 'any', (_run, ...values) => decimalOf('-', values.map(toFloat))),
  mulf: variadic(['any'], 'any', (_run, ...values) => decimalOf('*', values.map(toFloat))),
  divf: variadic(['any'], 'any', (_run, ...values) => decimalOf('/', values.map(toFloat))),
  ceil: fixed(['any'], (_run, value) => Math.ceil(toFloat(value))),
  floor: fixed(['any'], (_run, value) => Math.floor(toFloat(value))),
  round: variadic(['any', 'int'], 'float64', (_run, value, places, roundOn = 0.5) =>
    round(value, places, roundOn),
  ),
  int: fixed(['any'], (_run, value) => int(toInteger(value))),
  int64: fixed(['any'], (_run, value) => int64(toInteger(value))),
  float64: fixed(['any'], (_run, value) => toFloat(value)),
  atoi: fixed(['string'], (_run, text) => {
    const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : 0n;
    return BigInt.asIntN(64, value) === value ? value : 2n ** 63n - 1n;
  }),
  toDecimal: fixed(['any'], (_run, value) => {
    const text = typeof value === 'string' ? value : String(toInteger(value));
    return int64(/^[0-7]{1,22}$/.test(text) ? BigInt(`0o${text}`) : 0n);
  }),
  until: fixed(['int'], (run, count) => untilStep(run, 0n, count, count < 0n ? -1n : 1n)),
  untilStep: fixed(['int', 'int', 'int'], (run, start, stop, step) =>
    untilStep(run, start, stop, step),
  ),
  seq: variadic([], 'int', (run, ...params) => seq(run, params)),
};
