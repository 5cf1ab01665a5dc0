/** One step of a glob: what the next character must be, or any run of characters. */
export type Step =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'one'; readonly character: string }
  | {
      readonly kind: 'class';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    };

/** Whether a character is what a step wants. */
export function accepts(step: Exclude<Step, { kind: 'star' }>, character: string): boolean {
  if (step.kind === 'any') return true;
  if (step.kind === 'one') return step.character === character;
  const code = character.codePointAt(0) as number;
  return step.ranges.some(([low, high]) => low <= code && code <= high) !== step.negated;
}

/** The steps of a glob in Go's syntax, see {@link compileGlob}; `undefined` for a malformed one. */
export function compileSteps(pattern: readonly string[]): Step[] | undefined {
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
