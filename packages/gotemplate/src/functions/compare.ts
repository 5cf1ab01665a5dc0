import { compareBytes } from '@fluxts/yaml';
import { functionError } from '../error.ts';
import { formatArgument } from '../fmt/format-value.ts';
import { noFlags } from '../fmt/flags.ts';
import { typeOf } from '../value/types.ts';
import { GoComplex, GoFunctionValue, GoInt, GoObject, type GoValue } from '../value/value.ts';
import { fixed, type FunctionMap, variadic } from './function.ts';

type BasicKind = 'bool' | 'complex' | 'float' | 'int' | 'uint' | 'string';

function basicKind(value: GoValue): BasicKind | undefined {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float';
    case 'bigint':
      return 'int';
    case 'string':
      return 'string';
    default:
  }
  if (value instanceof GoInt) return value.kind.startsWith('u') ? 'uint' : 'int';
  return value instanceof GoComplex ? 'complex' : undefined;
}

function whole(value: GoValue): bigint {
  return typeof value === 'bigint' ? value : (value as GoInt).value;
}

function isNil(value: GoValue): boolean {
  return value === null || value === undefined;
}

function incompatible(a: GoValue, b: GoValue): never {
  throw functionError(`incompatible types for comparison: ${typeOf(a)} and ${typeOf(b)}`);
}

function isInteger(kind: BasicKind | undefined): boolean {
  return kind === 'int' || kind === 'uint';
}

/** Whether a value equals one other by Go's template rules. @throws GoTemplateError */
function equal(a: GoValue, b: GoValue): boolean {
  const kind = basicKind(a);
  const other = basicKind(b);
  if (isInteger(kind) && isInteger(other)) return whole(a) === whole(b);
  if (kind !== other) return isNil(a) || isNil(b) ? false : incompatible(a, b);
  if (kind === 'complex') {
    const [x, y] = [a as GoComplex, b as GoComplex];
    return x.real === y.real && x.imaginary === y.imaginary;
  }
  if (kind !== undefined) return a === b;
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (a instanceof GoFunctionValue || !(b instanceof GoObject) || b.kind === 'map') {
    // Go's message has value and type in each other's place.
    const shown = formatArgument(b, 's', noFlags());
    throw functionError(`non-comparable type ${shown}: ${typeOf(b)}`);
  }
  return a === b;
}

/** Whether a value is less than another. @throws GoTemplateError */
function less(a: GoValue, b: GoValue): boolean {
  const kind = basicKind(a);
  const other = basicKind(b);
  if (kind === undefined || other === undefined) throw badComparison();
  if (isInteger(kind) && isInteger(other)) return whole(a) < whole(b);
  if (kind !== other) incompatible(a, b);
  if (kind === 'float') return (a as number) < (b as number);
  if (kind === 'string') return compareBytes(a as string, b as string) < 0;
  throw badComparison();
}

function badComparison(): Error {
  return functionError('invalid type for comparison');
}

/** `eq`, `ne`, `lt`, `le`, `gt`, `ge`. */
export const compareFunctions: FunctionMap = {
  eq: variadic(['value'], 'value', (_run, first, ...others) => {
    if (others.length === 0) throw functionError('missing argument for comparison');
    return others.some((other) => equal(first, other));
  }),
  ne: fixed(['value', 'value'], (_run, a, b) => !equal(a, b)),
  lt: fixed(['value', 'value'], (_run, a, b) => less(a, b)),
  le: fixed(['value', 'value'], (_run, a, b) => less(a, b) || equal(a, b)),
  gt: fixed(['value', 'value'], (_run, a, b) => !less(a, b) && !equal(a, b)),
  ge: fixed(['value', 'value'], (_run, a, b) => !less(a, b)),
};
