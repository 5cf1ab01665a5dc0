import type { NumberNode, Term } from '../parse/nodes.ts';
import { nodeText } from '../parse/nodes.ts';
import { assignable, parameterTypeNames, typeOf } from '../value/types.ts';
import { GoComplex, GoInt, type GoValue, type ParameterType, strings } from '../value/value.ts';
import type { Frame } from './frame.ts';

/** The value of an expression in a frame. */
export type Evaluate = (frame: Frame) => GoValue;

/** What nil is where a parameter of a type is wanted; `undefined` where it cannot be passed. */
function zeroOf(type: ParameterType): { value: GoValue } | undefined {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (type) {
    case 'value':
      // No value at all, which is not the same as an interface that holds none.
      return { value: undefined };
    case 'any':
      return { value: null };
    case 'list':
      return { value: [] };
    case 'strings':
      return { value: strings([]) };
    case 'map':
      return { value: Object.freeze({}) };
    default:
      return undefined;
  }
}

/** Checks a value against what a function takes, and gives what to pass. @throws GoTemplateError */
export function validate(frame: Frame, value: GoValue, type: ParameterType): GoValue {
  if (value === undefined) {
    const zero = zeroOf(type);
    return zero === undefined
      ? frame.fail(`invalid value; expected ${parameterTypeNames[type]}`)
      : zero.value;
  }
  if (type === 'any' || type === 'value') return value;
  if (value !== null && assignable(value, type)) return value;
  const actual = value === null ? 'interface {}' : typeOf(value);
  return frame.fail(`wrong type for value; expected ${parameterTypeNames[type]}; got ${actual}`);
}

/** The value of a number where nothing says what type it must have. */
export function idealConstant(node: NumberNode): Evaluate {
  const { complex, float, int, text } = node;
  if (complex !== undefined) {
    const value = new GoComplex(complex.real, complex.imaginary);
    return () => value;
  }
  const isHexInteger = /^0[xX]./.test(text) && !/[pP]/.test(text);
  if (float !== undefined && !isHexInteger && !text.startsWith("'") && /[.eEpP]/.test(text)) {
    return () => float;
  }
  if (int !== undefined) return () => int;
  return (frame) => {
    frame.node = node;
    return frame.fail(`${text} overflows int`);
  };
}

/** A literal as an argument: its type is what the function takes, if it can be. */
export function literalArgument(term: Term, type: ParameterType): Evaluate {
  const value = typedLiteral(term, type);
  if (value !== undefined) {
    return (frame) => {
      frame.node = term;
      return value.value;
    };
  }
  if (term.kind === 'number' && (type === 'any' || type === 'value')) {
    const constant = idealConstant(term);
    return (frame) => {
      frame.node = term;
      return constant(frame);
    };
  }
  const expected = expectedKinds[type];
  return (frame) => {
    frame.node = term;
    if (term.kind === 'nil') return frame.fail(`cannot assign nil to ${parameterTypeNames[type]}`);
    return frame.fail(
      expected === undefined
        ? `can't handle ${nodeText(term)} for arg of type ${parameterTypeNames[type]}`
        : `expected ${expected}; found ${nodeText(term)}`,
    );
  };
}

const expectedKinds: Readonly<Partial<Record<ParameterType, string>>> = {
  bool: 'bool',
  string: 'string',
  int: 'integer',
  int32: 'integer',
  int64: 'integer',
  float64: 'float',
};

function typedLiteral(term: Term, type: ParameterType): { value: GoValue } | undefined {
  const isAny = type === 'any' || type === 'value';
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (term.kind) {
    case 'nil':
      return zeroOf(type);
    case 'bool':
      return isAny || type === 'bool' ? { value: term.value } : undefined;
    case 'string':
      return isAny || type === 'string' ? { value: term.value } : undefined;
    case 'number':
      if (type === 'float64' && term.float !== undefined) return { value: term.float };
      if (term.int === undefined) return undefined;
      if (type === 'int') return { value: term.int };
      if (type === 'int64' || type === 'int32') return { value: new GoInt(type, term.int) };
      return undefined;
    default:
      return undefined;
  }
}
