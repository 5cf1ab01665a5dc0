import { Budget } from '@fluxts/base';
import { compareBytes } from '@fluxts/yaml';
import { typeOf } from '../value/types.ts';
import {
  GoComplex,
  GoFunctionValue,
  GoInt,
  type GoMap,
  GoObject,
  type GoValue,
} from '../value/value.ts';
import { type Flags, noFlags, pad } from './flags.ts';
import { formatComplexVerb, formatFloatVerb } from './format-float.ts';
import { formatInteger } from './format-integer.ts';
import { formatString, hexBytes } from './format-string.ts';

/** Writes a value by a verb, at the top of what is printed. @throws LimitError */
export function formatArgument(
  value: GoValue,
  verb: string,
  flags: Flags,
  budget: Budget = new Budget(),
): string {
  if (value === null || value === undefined) {
    if (verb === 'T' || verb === 'v') return pad('<nil>', { ...flags, zero: false });
    return badVerb(value, verb, budget);
  }
  if (verb === 'T') return pad(typeOf(value), flags);
  if (verb === 'p') return badVerb(value, verb, budget);
  return new Formatter(budget).value(value, verb, flags);
}

/** Writes a value as `%v` does. */
export function formatPlain(value: GoValue, budget?: Budget): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (typeof value) {
    case 'string':
      budget?.bytes(value.length);
      return value;
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return formatArgument(value, 'v', noFlags(), budget);
  }
}

/** What a verb that does not fit prints: `%!d(string=x)`. */
function badVerb(value: GoValue, verb: string, budget: Budget): string {
  if (value === null || value === undefined) return `%!${verb}(<nil>)`;
  return `%!${verb}(${typeOf(value)}=${formatPlain(value, budget)})`;
}

/** Keys in the order in which maps are printed and ranged over. */
export function sortedKeys(map: GoMap): string[] {
  return Object.keys(map).sort(compareBytes);
}

class Formatter {
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  value(value: GoValue, verb: string, flags: Flags): string {
    const text = this.#scalar(value, verb, flags);
    if (text !== undefined) {
      this.#budget.bytes(text.length);
      return text;
    }
    if (value instanceof GoObject) return this.#object(value, verb, flags);
    if (value instanceof Uint8Array) return this.#bytes(value, verb, flags);
    return this.#budget.deeper(() => {
      if (Array.isArray(value)) return this.#list(value, verb, flags);
      if (value === null || typeof value !== 'object') return badVerb(value, verb, this.#budget);
      if (
        value instanceof GoInt ||
        value instanceof GoComplex ||
        value instanceof GoFunctionValue
      ) {
        return badVerb(value, verb, this.#budget);
      }
      return this.#map(value, verb, flags);
    });
  }

  /** `undefined` for what is no scalar, or does not go with the verb. */
  #scalar(value: GoValue, verb: string, flags: Flags): string | undefined {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
    switch (typeof value) {
      case 'string':
        return formatString(value, verb, flags);
      case 'boolean':
        return verb === 't' || verb === 'v' ? pad(String(value), flags) : undefined;
      case 'number':
        return formatFloatVerb(value, verb, flags);
      case 'bigint':
        return formatInteger(value, verb, flags, false);
      default:
    }
    if (value instanceof GoInt) {
      return formatInteger(value.value, verb, flags, value.kind.startsWith('u'));
    }
    if (value instanceof GoComplex) return formatComplexVerb(value, verb, flags);
    if (value instanceof GoFunctionValue && verb === 'v') return pad('func', flags);
    return undefined;
  }

  /** An element of a list or mapping, where nil is printed whatever the verb. */
  #element(value: GoValue, verb: string, flags: Flags): string {
    this.#budget.step();
    if (value === null || value === undefined) {
      return flags.sharpV ? 'interface {}(nil)' : '<nil>';
    }
    return this.value(value, verb, flags);
  }

  #list(list: readonly GoValue[], verb: string, flags: Flags): string {
    const items = list.map((item) => this.#element(item, verb, flags));
    if (flags.sharpV) return `${typeOf(list as GoValue[])}{${items.join(', ')}}`;
    return `[${items.join(' ')}]`;
  }

  #map(map: GoMap, verb: string, flags: Flags): string {
    const items = sortedKeys(map).map(
      (key) => `${this.value(key, verb, flags)}:${this.#element(map[key], verb, flags)}`,
    );
    if (flags.sharpV) return `${typeOf(map)}{${items.join(', ')}}`;
    return `map[${items.join(' ')}]`;
  }

  #bytes(bytes: Uint8Array, verb: string, flags: Flags): string {
    if (verb === 's' || verb === 'q') {
      return formatString(Buffer.from(bytes).toString(), verb, flags) ?? '';
    }
    if (verb === 'x' || verb === 'X') return hexBytes(bytes, verb, flags);
    this.#budget.bytes(bytes.length);
    const items = Array.from(bytes, (byte) =>
      flags.sharpV
        ? `0x${byte.toString(16)}`
        : (formatInteger(BigInt(byte), verb, flags, true) ??
          badVerb(new GoInt('uint8', BigInt(byte)), verb, this.#budget)),
    );
    return flags.sharpV ? `[]byte{${items.join(', ')}}` : `[${items.join(' ')}]`;
  }

  #object(object: GoObject, verb: string, flags: Flags): string {
    const text = object.text();
    if (text !== undefined && !flags.sharpV) {
      return formatString(text, verb, flags) ?? badVerb(object, verb, this.#budget);
    }
    return this.#budget.deeper(() => {
      const entries = object.entries();
      const isMapping = object.kind === 'map';
      const items = entries.map(([name, value]) => {
        const shown = this.#element(value, verb, flags);
        return isMapping || flags.plusV || flags.sharpV ? `${name}:${shown}` : shown;
      });
      if (flags.sharpV) return `${object.typeName}{${items.join(', ')}}`;
      if (isMapping) return `map[${items.join(' ')}]`;
      return `${object.kind === 'ptr' ? '&' : ''}{${items.join(' ')}}`;
    });
  }
}
