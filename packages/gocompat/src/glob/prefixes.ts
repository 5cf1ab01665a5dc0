import { accepts, compileSteps, type Step } from './steps.ts';

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
  const steps = compileSteps(pattern);
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
