/** One step of a compiled glob: what the next character must be, or any run of characters. */
type Step = { readonly any: true } | { readonly any: false; test(character: string): boolean };

/** Says whether a name matches. */
export type Glob = (name: string) => boolean;

/**
 * Compiles a pattern for one part of a path as Go's `path.Match` reads it: `*`, `?`, `[a-z]`, `[^a]`, and
 * `\` before a character that means itself. Matching takes time by pattern times name at most,
 * whatever the pattern. A malformed pattern matches nothing.
 */
export function compileGlob(pattern: string): Glob {
  // Most patterns are a name, or a star and the end of a name.
  if (!/[*?[\\]/.test(pattern)) return (name) => name === pattern;
  const end = pattern.slice(1);
  if (pattern.startsWith('*') && !/[*?[\\]/.test(end)) return (name) => name.endsWith(end);
  const steps = parse(Array.from(pattern));
  return steps === undefined ? () => false : (name) => matches(steps, Array.from(name));
}

function parse(pattern: readonly string[]): readonly Step[] | undefined {
  const steps: Step[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at++] as string;
    if (character === '*') {
      if (steps.at(-1)?.any !== true) steps.push({ any: true });
    } else if (character === '?') {
      steps.push({ any: false, test: () => true });
    } else if (character === '[') {
      const found = parseClass(pattern, at);
      if (found === undefined) return undefined;
      steps.push(found.step);
      at = found.end;
    } else {
      const literal = character === '\\' ? pattern[at++] : character;
      if (literal === undefined) return undefined;
      steps.push({ any: false, test: (other) => other === literal });
    }
  }
  return steps;
}

/** Reads `[…]` from behind its bracket. */
function parseClass(
  pattern: readonly string[],
  start: number,
): { readonly step: Step; readonly end: number } | undefined {
  let at = start;
  const negated = pattern[at] === '^';
  if (negated) at++;
  const ranges: (readonly [string, string])[] = [];
  const character = (): string | undefined => {
    const next = pattern[at++];
    if (next === '-' || next === ']') return undefined;
    return next === '\\' ? pattern[at++] : next;
  };
  while (ranges.length === 0 || pattern[at] !== ']') {
    const low = character();
    if (low === undefined) return undefined;
    let high: string | undefined = low;
    if (pattern[at] === '-') {
      at++;
      high = character();
      if (high === undefined) return undefined;
    }
    ranges.push([low, high]);
  }
  const test = (other: string): boolean =>
    ranges.some(([low, high]) => low <= other && other <= high) !== negated;
  return { step: { any: false, test }, end: at + 1 };
}

function matches(steps: readonly Step[], name: readonly string[]): boolean {
  let step = 0;
  let at = 0;
  // Where to go on when the last star must take one more character.
  let star: { readonly step: number; at: number } | undefined;
  while (at < name.length) {
    const current = steps[step];
    if (current?.any === true) {
      star = { step: ++step, at };
    } else if (current !== undefined && current.test(name[at] as string)) {
      step++;
      at++;
    } else if (star !== undefined) {
      step = star.step;
      at = ++star.at;
    } else {
      return false;
    }
  }
  while (steps[step]?.any === true) step++;
  return step === steps.length;
}
