import { errorMessage } from '@fluxts/base';
import { GoRegExp, quoteMeta } from '@fluxts/gocompat';
import { functionError } from '../error.ts';
import { fixed, type FunctionMap, type GoFunction, type Run } from '../functions/function.ts';
import { type GoValue, type ParameterType, strings } from '../value/value.ts';

function compile(pattern: string, must: boolean): GoRegExp {
  try {
    return new GoRegExp(pattern);
  } catch (error) {
    const reason = errorMessage(error);
    // The form without `must` panics in Go, which says so.
    throw functionError(
      must ? reason : `regexp: Compile(${backquoted(pattern)}): ${reason}`,
      error,
    );
  }
}

function backquoted(pattern: string): string {
  return pattern.includes('`') ? JSON.stringify(pattern) : `\`${pattern}\``;
}

/** A function and its `must` form. */
function both(
  name: string,
  parameters: readonly ParameterType[],
  work: (run: Run, expression: GoRegExp, args: readonly GoValue[]) => GoValue,
): Record<string, GoFunction> {
  const form = (must: boolean): GoFunction => ({
    parameters,
    rest: undefined,
    call: (run, [pattern, ...args]) => work(run, compile(pattern as string, must), args),
  });
  return { [`regex${name}`]: form(false), [`mustRegex${name}`]: form(true) };
}

function limitOf(value: GoValue): number {
  return Number(value);
}

const text3 = ['string', 'string', 'string'] as const;

/** Sprig's group of regular expressions: RE2, in linear time. */
export const regexFunctions: FunctionMap = {
  regexMatch: fixed(['string', 'string'], (_run, pattern, text) => {
    try {
      return new GoRegExp(pattern).test(text);
    } catch {
      return false;
    }
  }),
  mustRegexMatch: fixed(['string', 'string'], (_run, pattern, text) =>
    compile(pattern, true).test(text),
  ),
  ...both(
    'Find',
    ['string', 'string'],
    (_run, expression, [text]) => expression.exec(text as string)?.groups[0] ?? '',
  ),
  ...both('FindAll', ['string', 'string', 'int'], (_run, expression, [text, limit]) => {
    const count = limitOf(limit);
    const matches = expression.matchAll(text as string, count < 0 ? undefined : count);
    return strings(matches.map((match) => match.groups[0] ?? ''));
  }),
  ...both('ReplaceAll', text3, (run, expression, [text, replacement]) => {
    const result = expression.replaceAll(text as string, replacement as string);
    run.budget.bytes(result.length);
    return result;
  }),
  ...both('ReplaceAllLiteral', text3, (run, expression, [text, replacement]) => {
    const result = expression.replaceAllLiteral(text as string, replacement as string);
    run.budget.bytes(result.length);
    return result;
  }),
  ...both('Split', ['string', 'string', 'int'], (_run, expression, [text, limit]) =>
    strings(expression.split(text as string, limitOf(limit))),
  ),
  regexQuoteMeta: fixed(['string'], (_run, text) => quoteMeta(text)),
};
