import { parseJson, stringifyJson } from '@fluxts/yaml';
import { type Budget, errorMessage } from '@fluxts/base';
import { functionError, GoTemplateError } from '../error.ts';
import { fixed, type FunctionMap, type GoFunction, variadic } from '../functions/function.ts';
import { deepEqual } from '../value/deep-equal.ts';
import { kindOf, truth, typeOf } from '../value/types.ts';
import type { GoValue } from '../value/value.ts';
import { fromJsonValue, toJsonValue } from './convert.ts';

function isEmpty(value: GoValue): boolean {
  return !truth(value);
}

function json(write: (value: GoValue, budget: Budget) => string, must: boolean): GoFunction {
  return fixed(['any'], (run, value) => {
    try {
      return write(value, run.budget);
    } catch (error) {
      if (must || !(error instanceof GoTemplateError)) throw error;
      return '';
    }
  });
}

/** Undoes the escaping of what is special in HTML. */
function rawJson(value: GoValue, budget: Budget): string {
  return stringifyJson(toJsonValue(value, budget), { go: true })
    .replaceAll('\\u003c', '<')
    .replaceAll('\\u003e', '>')
    .replaceAll('\\u0026', '&');
}

/** Go's indented JSON: as the plain one, on lines of its own. */
function prettyJson(value: GoValue, budget: Budget): string {
  const compact = stringifyJson(toJsonValue(value, budget), { go: true });
  return indentJson(compact, '  ');
}

/** Indents JSON text as Go's `json.Indent`. */
function indentJson(compact: string, unit: string): string {
  let depth = 0;
  const line = (): string => `\n${unit.repeat(depth)}`;
  return compact.replaceAll(/"(?:[^"\\]|\\.)*"|\{\}|\[\]|[{}[\],:]/g, (token) => {
    if (token === '{' || token === '[') {
      depth++;
      return token + line();
    }
    if (token === '}' || token === ']') {
      depth--;
      return line() + token;
    }
    if (token === ',') return token + line();
    return token === ':' ? ': ' : token;
  });
}

function fromJson(text: string, must: boolean): GoValue {
  try {
    return fromJsonValue(parseJson(text));
  } catch (error) {
    if (must) throw functionError(errorMessage(error), error);
    return null;
  }
}

const compactJson = (value: GoValue, budget: Budget): string =>
  stringifyJson(toJsonValue(value, budget), { go: true });

/** Sprig's groups of defaults, reflection and JSON, with `fail`. */
export const defaultFunctions: FunctionMap = {
  default: variadic(['any'], 'any', (_run, usual, ...given) =>
    given.length === 0 || isEmpty(given[0]) ? usual : given[0],
  ),
  empty: fixed(['any'], (_run, value) => isEmpty(value)),
  coalesce: variadic([], 'any', (_run, ...values) => values.find(truth)),
  all: variadic([], 'any', (_run, ...values) => values.every(truth)),
  any: variadic([], 'any', (_run, ...values) => values.some(truth)),
  ternary: fixed(['any', 'any', 'bool'], (_run, yes, no, condition) => (condition ? yes : no)),
  fail: fixed(['string'], (_run, message) => {
    throw functionError(message);
  }),
  typeOf: fixed(['any'], (_run, value) => typeOf(value)),
  typeIs: fixed(['string', 'any'], (_run, type, value) => type === typeOf(value)),
  typeIsLike: fixed(['string', 'any'], (_run, type, value) =>
    [type, `*${type}`].includes(typeOf(value)),
  ),
  kindOf: fixed(['any'], (_run, value) => kindOf(value)),
  kindIs: fixed(['string', 'any'], (_run, kind, value) => kind === kindOf(value)),
  deepEqual: fixed(['any', 'any'], (run, a, b) => deepEqual(a, b, run.budget)),
  toJson: json(compactJson, false),
  mustToJson: json(compactJson, true),
  toPrettyJson: json(prettyJson, false),
  mustToPrettyJson: json(prettyJson, true),
  toRawJson: json(rawJson, false),
  mustToRawJson: json(rawJson, true),
  fromJson: fixed(['string'], (_run, text) => fromJson(text, false)),
  mustFromJson: fixed(['string'], (_run, text) => fromJson(text, true)),
};
