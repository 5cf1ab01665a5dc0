import { errorMessage } from '@fluxts/base';
import { GoRegExp } from '@fluxts/gocompat';
import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';

/** How many compiled patterns an environment keeps. */
const maxPatterns = 64;

/**
 * `matches`, `find` and `findAll`, all by RE2: a pattern of a stranger takes time linear in the text.
 * The engine's own method `matches` uses JavaScript's expressions; calls of it are led here by name,
 * see `safe-calls.ts`.
 */
export function registerRegularExpressions(environment: Environment): void {
  const compile = patternCache();
  const matches = (text: string, pattern: string): boolean => compile(pattern).test(text);
  environment.registerFunction('matches(string, string): bool', matches);
  environment.registerFunction('string.re2Matches(string): bool', matches);
  environment.registerFunction(
    'string.find(string): string',
    (text: string, pattern: string) => compile(pattern).exec(text)?.groups[0] ?? '',
  );
  const findAll = (text: string, pattern: string, limit = -1n): string[] => {
    const most = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
    return compile(pattern)
      .matchAll(text, most)
      .map(({ groups }) => groups[0] ?? '');
  };
  environment.registerFunction('string.findAll(string): list<string>', findAll);
  environment.registerFunction('string.findAll(string, int): list<string>', findAll);
}

/** Patterns are nearly always literals, evaluated again and again. */
function patternCache(): (pattern: string) => GoRegExp {
  const cache = new Map<string, GoRegExp>();
  return (pattern) => {
    const known = cache.get(pattern);
    if (known !== undefined) return known;
    let compiled: GoRegExp;
    try {
      compiled = new GoRegExp(pattern);
    } catch (error) {
      throw failure(`Illegal regex: ${errorMessage(error)}`);
    }
    if (cache.size >= maxPatterns) {
      const [oldest] = cache.keys();
      if (oldest !== undefined) cache.delete(oldest);
    }
    cache.set(pattern, compiled);
    return compiled;
  };
}
