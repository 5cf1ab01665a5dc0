import { accepts, compileSteps, type Step } from './steps.ts';

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
  const steps = compileSteps(Array.from(pattern));
  return steps === undefined ? () => false : (name) => matches(steps, Array.from(name));
}

function matches(steps: readonly Step[], name: readonly string[]): boolean {
  let passed = 0;
  let at = 0;
  // Where to go on when the last star must take one more character.
  let star: { readonly passed: number; readonly at: number } | undefined;
  while (at < name.length) {
    const step = steps[passed];
    if (step?.kind === 'star') {
      star = { passed: ++passed, at };
    } else if (step !== undefined && accepts(step, name[at] as string)) {
      passed++;
      at++;
    } else if (star !== undefined) {
      ({ passed } = star);
      at = star.at + 1;
      star = { passed, at };
    } else {
      return false;
    }
  }
  while (steps[passed]?.kind === 'star') passed++;
  return passed === steps.length;
}
