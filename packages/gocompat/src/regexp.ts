import { RE2JS, RE2JSException } from 're2js';
import { GoCompatError } from './error.ts';

/** The longest expression that is compiled, in characters. */
const maxPattern = 10_000;

/**
 * A regular expression in Go's syntax (RE2). Matching takes time linear in the text whatever the
 * expression, so both may come from strangers.
 */
export class GoRegExp {
  readonly source: string;
  readonly #compiled: RE2JS;

  /** @throws GoCompatError `InvalidRegExp`, in the words of Go's `regexp.Compile` */
  constructor(source: string) {
    this.source = source;
    if (source.length > maxPattern) {
      throw new GoCompatError(
        'InvalidRegExp',
        `error parsing regexp: expression nests too deeply or is too large: ${source.length} characters`,
      );
    }
    try {
      this.#compiled = RE2JS.compile(source);
    } catch (error) {
      if (error instanceof RE2JSException) {
        throw new GoCompatError('InvalidRegExp', error.message, error);
      }
      throw error;
    }
  }

  /** Whether any part of the text matches. */
  test(text: string): boolean {
    return this.#compiled.test(text);
  }

  /** Whether the whole text matches, as with `^(?:…)$`. */
  testWhole(text: string): boolean {
    return this.#compiled.testExact(text);
  }

  /** The first match: the whole and its groups, `undefined` for a group that took no part. */
  exec(text: string): { index: number; groups: (string | undefined)[] } | undefined {
    const matcher = this.#compiled.matcher(text);
    return matcher.find() ? toMatch(matcher) : undefined;
  }

  /** All matches that do not overlap, at most `limit`. */
  matchAll(
    text: string,
    limit: number = Number.POSITIVE_INFINITY,
  ): { index: number; groups: (string | undefined)[] }[] {
    const matcher = this.#compiled.matcher(text);
    const matches: { index: number; groups: (string | undefined)[] }[] = [];
    let end = -1;
    while (matches.length < limit && matcher.find()) {
      // Go passes over an empty match right behind another.
      if (matcher.end() > matcher.start() || matcher.start() !== end)
        matches.push(toMatch(matcher));
      end = matcher.end();
    }
    return matches;
  }

  /** The names of the groups by number; '' for one without a name. Index 0 is the whole match. */
  get groupNames(): readonly string[] {
    const names: string[] = Array.from({ length: this.#compiled.groupCount() + 1 }, () => '');
    for (const [name, index] of Object.entries(this.#compiled.namedGroups())) names[index] = name;
    return names;
  }

  /** Replaces all matches as Go's `ReplaceAllString` does: `$1`, `${1}` and `${name}` are groups, `$$` a dollar. */
  replaceAll(text: string, replacement: string): string {
    const names = this.groupNames;
    return this.#replace(text, (groups) => expand(replacement, groups, names));
  }

  /** Replaces all matches by the replacement as it stands. */
  replaceAllLiteral(text: string, replacement: string): string {
    return this.#replace(text, () => replacement);
  }

  #replace(text: string, replacement: (groups: (string | undefined)[]) => string): string {
    let result = '';
    let from = 0;
    for (const { index, groups } of this.matchAll(text)) {
      result += text.slice(from, index) + replacement(groups);
      from = index + (groups[0] as string).length;
    }
    return result + text.slice(from);
  }

  /** Splits around matches; `limit` as in Go: negative for all, else at most so many parts. */
  split(text: string, limit: number = -1): string[] {
    if (limit === 0) return [];
    const parts: string[] = [];
    let from = 0;
    let start = -1;
    for (const { index, groups } of this.matchAll(text)) {
      if (limit > 0 && parts.length === limit - 1) break;
      start = index;
      const end = index + (groups[0] as string).length;
      // An empty match at the very beginning separates nothing, nor does one at the end.
      if (end > 0) parts.push(text.slice(from, index));
      from = end;
    }
    if (start !== text.length) parts.push(text.slice(from));
    return parts;
  }
}

interface Found {
  start(): number;
  groupCount(): number;
  group(index: number): string | null;
}

function toMatch(matcher: Found): { index: number; groups: (string | undefined)[] } {
  const groups: (string | undefined)[] = [];
  for (let at = 0; at <= matcher.groupCount(); at++) groups.push(matcher.group(at) ?? undefined);
  return { index: matcher.start(), groups };
}

function expand(
  template: string,
  groups: readonly (string | undefined)[],
  names: readonly string[],
): string {
  return template.replace(
    /\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))/g,
    (whole, braced: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare;
      if (name === undefined) return whole === '$$' ? '$' : whole;
      const index = /^[0-9]+$/.test(name) ? Number(name) : names.lastIndexOf(name);
      return groups[index] ?? '';
    },
  );
}

/** Escapes what has a meaning in an expression, as Go's `QuoteMeta`. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
