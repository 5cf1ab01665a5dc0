import type { Budget } from '@fluxts/base';
import { functionError } from '../error.ts';
import { sprint, sprintf, sprintln } from '../fmt/printf.ts';
import { truth, typeOf } from '../value/types.ts';
import { GoFunctionValue, type GoValue } from '../value/value.ts';
import { compareFunctions } from './compare.ts';
import { escapeHtml, escapeJs, escapeQuery } from './escape.ts';
import { fixed, type FunctionMap, variadic } from './function.ts';
import { indexFunctions } from './indexing.ts';

/** The text that the escaping functions work on: nil at the top is `<no value>`. */
function textOf(args: readonly GoValue[], budget: Budget): string {
  const [only] = args;
  if (args.length === 1 && typeof only === 'string') return only;
  const shown = args.map((arg) => (arg === null || arg === undefined ? '<no value>' : arg));
  return sprint(shown, budget);
}

/** The functions of the template language itself. `and` and `or` are also known to the compiler. */
export const builtinFunctions: FunctionMap = {
  ...compareFunctions,
  ...indexFunctions,
  and: variadic(['value'], 'value', (_run, first, ...others) =>
    [first, ...others].find((value, index) => index === others.length || !truth(value)),
  ),
  or: variadic(['value'], 'value', (_run, first, ...others) =>
    [first, ...others].find((value, index) => index === others.length || truth(value)),
  ),
  not: fixed(['value'], (_run, value) => !truth(value)),
  // The compiler passes the name of what is called first.
  call: {
    parameters: ['value'],
    rest: 'value',
    call: (_run, [name, callee, ...args]) => {
      if (callee === null || callee === undefined) throw functionError('call of nil');
      if (!(callee instanceof GoFunctionValue)) {
        throw functionError(`non-function ${name as string} of type ${typeOf(callee)}`);
      }
      const { parameters } = callee.method;
      if (args.length !== parameters.length) {
        throw functionError(
          `wrong number of args for ${name as string}: got ${args.length} want ${parameters.length}`,
        );
      }
      return callee.method.call(args);
    },
  },
  html: variadic([], 'any', (run, ...args) => escapeHtml(textOf(args, run.budget))),
  js: variadic([], 'any', (run, ...args) => escapeJs(textOf(args, run.budget))),
  urlquery: variadic([], 'any', (run, ...args) => escapeQuery(textOf(args, run.budget))),
  print: variadic([], 'any', (run, ...args) => sprint(args, run.budget)),
  printf: variadic(['string'], 'any', (run, format, ...args) => sprintf(format, args, run.budget)),
  println: variadic([], 'any', (run, ...args) => sprintln(args, run.budget)),
};
