import type { Environment } from '@marcbachmann/cel-js';
import { failure, indexIn } from './failure.ts';
import { formatString } from './format-string.ts';
import { declareNamespace } from './namespace.ts';

/** What cel-go's string extension has and the engine lacks. */
export function registerStrings(environment: Environment): void {
  const strings = declareNamespace(environment, 'strings');
  environment.registerFunction(`${strings}.quote(string): string`, (_, text: string) =>
    JSON.stringify(text),
  );
  environment.registerFunction('string.asciiLower(): string', (text: string) =>
    text.replaceAll(/[A-Z]+/g, (part) => part.toLowerCase()),
  );
  environment.registerFunction('string.asciiUpper(): string', (text: string) =>
    text.replaceAll(/[a-z]+/g, (part) => part.toUpperCase()),
  );
  environment.registerFunction('string.charAt(int): string', (text: string, at: bigint) => {
    const characters = Array.from(text);
    return characters[indexIn(at, characters.length)] ?? '';
  });
  environment.registerFunction('string.reverse(): string', (text: string) =>
    Array.from(text).reverse().join(''),
  );
  environment.registerFunction('string.replace(string, string): string', replace);
  environment.registerFunction('string.replace(string, string, int): string', replace);
  environment.registerFunction('string.format(list<dyn>): string', formatString);
}

/** The longest text that `replace` makes; the cost guard sees results only once they are there. */
const maxReplaced = 1_000_000;

function replace(text: string, old: string, by: string, limit = -1n): string {
  const count = old === '' ? text.length + 1 : text.split(old).length - 1;
  const times = limit < 0n || limit > BigInt(count) ? count : Number(limit);
  if (text.length + times * by.length > maxReplaced)
    throw failure('replace makes too long a string');
  if (times === count && old !== '') return text.split(old).join(by);
  let result = '';
  let rest = text;
  for (let done = 0; done < times; done++) {
    const at = rest.indexOf(old);
    // Replacing nothing puts the new text before each character, and after the last.
    const end = old === '' && done > 0 ? 1 : at;
    result += rest.slice(0, end) + by;
    rest = rest.slice(end + old.length);
  }
  return result + rest;
}
