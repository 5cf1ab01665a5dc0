type Step =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'one'; readonly character: string }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    };

/**
 * The lengths, ascending, of all beginnings of a text that a glob matches as a whole (`*`, `?`, `[a-z]`,
 * `[^a]`, `\x`), the empty one left out. `undefined` for a malformed pattern. Takes time linear in the
 * text times the pattern.
 * @param text the characters
 */
export function matchingPrefixes(
  pattern: readonly string[],
  text: readonly string[],
): number[] | undefined {
  const steps = compile(pattern);
  if (steps === undefined) return undefined;
  const lengths: number[] = [];
  // Each state is a number of steps passed; stars may be passed over without a character.
  let states = close(new Set([0]), steps);
  for (const [at, character] of text.entries()) {
    const next = new Set<number>();
    for (const state of states) {
      const step = steps[state];
      if (step === undefined) continue;
      if (step.kind === 'star') next.add(state);
      else if (accepts(step, character)) next.add(state + 1);
    }
    if (next.size === 0) break;
    states = close(next, steps);
    if (states.has(steps.length)) lengths.push(at + 1);
  }
  return lengths;
}

function close(states: Set<number>, steps: readonly Step[]): Set<number> {
  for (const state of states) {
    if (steps[state]?.kind === 'star') states.add(state + 1);
  }
  return states;
}

function accepts(step: Exclude<Step, { kind: 'star' }>, character: string): boolean {
  if (step.kind === 'any') return true;
  if (step.kind === 'one') return step.character === character;
  const code = character.codePointAt(0) as number;
  return step.ranges.some(([low, high]) => low <= code && code <= high) !== step.negated;
}

function compile(pattern: readonly string[]): Step[] | undefined {
  const steps: Step[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at] as string;
    if (character === '*') {
      if (steps.at(-1)?.kind !== 'star') steps.push({ kind: 'star' });
      at++;
    } else if (character === '?') {
      steps.push({ kind: 'any' });
      at++;
    } else if (character === '[') {
      const parsed = compileClass(pattern, at + 1);
      if (parsed === undefined) return undefined;
      steps.push(parsed.step);
      at = parsed.end;
    } else if (character === '\\') {
      const escaped = pattern[at + 1];
      if (escaped === undefined) return undefined;
      steps.push({ kind: 'one', character: escaped });
      at += 2;
    } else {
      steps.push({ kind: 'one', character });
      at++;
    }
  }
  return steps;
}

function compileClass(
  pattern: readonly string[],
  start: number,
): { step: Step; end: number } | undefined {
  const ranges: [number, number][] = [];
  const negated = pattern[start] === '^';
  let at = negated ? start + 1 : start;
  const bound = (): number | undefined => {
    let character = pattern[at];
    if (character === undefined || character === '-' || character === ']') return undefined;
    if (character === '\\') character = pattern[++at];
    at++;
    return character?.codePointAt(0);
  };
  while (ranges.length === 0 || pattern[at] !== ']') {
    const low = bound();
    if (low === undefined) return undefined;
    let high: number | undefined = low;
    if (pattern[at] === '-') {
      at++;
      high = bound();
      if (high === undefined) return undefined;
    }
    ranges.push([low, high]);
  }
  return { step: { kind: 'class', negated, ranges }, end: at + 1 };
}
