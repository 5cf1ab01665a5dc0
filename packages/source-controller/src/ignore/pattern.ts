import { compileGlob, type Glob } from '@fluxts/gocompat';

/** What a pattern says about a path. */
type Verdict = 'exclude' | 'include' | undefined;

/** One line of an ignore file, compiled. */
export interface Pattern {
  /** @param path a file's path in parts */
  match(path: readonly string[]): Verdict;
}

type Part =
  | { readonly kind: 'empty' }
  | { readonly kind: 'any' }
  | { readonly kind: 'never' }
  | { readonly kind: 'glob'; readonly glob: Glob };

/**
 * Compiles a line in the dialect that Flux reads: gitignore's, but each file is judged by itself, so that a
 * file can be taken back (`!`) out of a directory that is excluded.
 * @param domain the directory that the line stands in, in parts
 */
export function parsePattern(line: string, domain: readonly string[]): Pattern {
  const include = line.startsWith('!');
  let text = include ? line.slice(1) : line;
  if (!text.endsWith('\\ ')) text = text.replace(/ +$/, '');
  const directoryOnly = text.endsWith('/');
  if (directoryOnly) text = text.slice(0, -1);
  const verdict: Verdict = include ? 'include' : 'exclude';
  const parts = text.split('/').map(parsePart);
  const name = parts.length === 1 ? compileGlob(text) : undefined;
  return {
    match: (path) => {
      if (path.length <= domain.length) return undefined;
      if (domain.some((part, index) => path[index] !== part)) return undefined;
      const rest = domain.length === 0 ? path : path.slice(domain.length);
      const found =
        name === undefined
          ? matchPath(parts, rest, directoryOnly)
          : matchName(name, rest, directoryOnly);
      return found ? verdict : undefined;
    },
  };
}

function parsePart(part: string): Part {
  if (part === '') return { kind: 'empty' };
  if (part === '**') return { kind: 'any' };
  // Two stars mean something only when they stand alone.
  return part.includes('**') ? { kind: 'never' } : { kind: 'glob', glob: compileGlob(part) };
}

/** A pattern without a slash matches a part of the path at any depth. */
function matchName(glob: Glob, path: readonly string[], directoryOnly: boolean): boolean {
  for (let index = 0; index < path.length; index++) {
    if (glob(path[index] as string)) return !(directoryOnly && index === path.length - 1);
  }
  return false;
}

/** A pattern with a slash matches from its directory on; what lies below a match is matched as well. */
function matchPath(
  parts: readonly Part[],
  path: readonly string[],
  directoryOnly: boolean,
): boolean {
  let at = 0;
  let matched = false;
  let anywhere = false;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'empty') {
      anywhere = false;
    } else if (part.kind === 'any') {
      if (index === parts.length - 1) break;
      anywhere = true;
    } else if (part.kind === 'never' || at >= path.length) {
      return false;
    } else if (anywhere) {
      anywhere = false;
      const found = path.findIndex((name, place) => place >= at && part.glob(name));
      matched = found >= 0;
      at = found < 0 ? path.length : found + 1;
    } else {
      if (!part.glob(path[at] as string)) return false;
      matched = true;
      at++;
    }
  }
  return matched && !(directoryOnly && at >= path.length);
}
