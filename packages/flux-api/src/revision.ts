/**
 * What a source observed: a pointer that may move (a branch, a tag, a full ref name) and the hash it
 * pointed to. Written `main@sha1:9baa…`, or `sha1:9baa…` without a pointer (RFC-0005).
 */
export interface Revision {
  /** A branch, tag or full ref name; it may hold `/` and `@`. */
  readonly pointer?: string;
  /** Lower case: `sha1`, `sha256`, …. Absent when the text says no algorithm and its length tells none. */
  readonly algorithm?: string;
  readonly hash: string;
}

/**
 * Reads a revision in any form that was ever written: `main@sha1:<hash>`, `sha256:<hash>`, and the
 * older `main/<hash>`, `HEAD/<hash>` and `<hash>`. `HEAD` is no pointer. A branch may hold `/`: the
 * last one parts it from the hash. What is no revision by any of these (a chart version) is all hash.
 */
export function parseRevision(text: string): Revision {
  const at = text.lastIndexOf('@');
  const named = digestPattern.exec(text.slice(at + 1));
  if (named?.[1] !== undefined && named[2] !== undefined) {
    return withPointer(at < 0 ? '' : text.slice(0, at), named[1], named[2]);
  }
  const slash = text.lastIndexOf('/');
  const hash = text.slice(slash + 1);
  const algorithm = hexPattern.test(hash) ? algorithmsByLength.get(hash.length) : undefined;
  if (slash >= 0 && algorithm === undefined) return { hash: text };
  return withPointer(slash < 0 ? '' : text.slice(0, slash), algorithm, hash);
}

/** Writes a revision in the form of RFC-0005. */
export function formatRevision(revision: Revision): string {
  const { pointer, algorithm, hash } = revision;
  const digest = algorithm === undefined ? hash : `${algorithm}:${hash}`;
  return pointer === undefined ? digest : `${pointer}@${digest}`;
}

/** Says whether two texts name the same revision, whatever form either has. */
export function sameRevision(a: string, b: string): boolean {
  return a === b || formatRevision(parseRevision(a)) === formatRevision(parseRevision(b));
}

const digestPattern = /^([a-z0-9]+(?:[.+_-][a-z0-9]+)*):([a-zA-Z0-9=_-]+)$/;
const hexPattern = /^[0-9a-f]+$/;
const algorithmsByLength: ReadonlyMap<number, string> = new Map([
  [40, 'sha1'],
  [64, 'sha256'],
]);

function withPointer(pointer: string, algorithm: string | undefined, hash: string): Revision {
  return {
    ...(pointer === '' || pointer === 'HEAD' ? {} : { pointer }),
    ...(algorithm === undefined ? {} : { algorithm }),
    hash,
  };
}
