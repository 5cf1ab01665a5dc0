/** A request target that was understood, whole and without doubt. */
export interface RequestPath {
  /** Decoded segments; none is empty, `.` or `..`, and none holds a slash, a backslash, a percent sign or a control character. */
  readonly segments: readonly string[];
  /** The text behind `?`, as it came, or `undefined`. */
  readonly query: string | undefined;
}

/** The longest request target that is looked at. */
const maxTargetLength = 8192;

/** What may stand in a target as it is on the wire: the characters of RFC 3986's path and query, and escapes. */
const wireCharacters = /^[A-Za-z0-9\-._~!$&'()*+,=:@/?%]*$/;

/** What a decoded segment must not hold: a second reading of it could find a separator or another escape. */
const ambiguous = /[\p{Cc}/\\%?#;\u2024\u2025\u2026\u2044\u2215\ufe68\uff0e\uff0f\uff3c]/u;

/**
 * Reads the target of a request line. A target that two programs could read differently is refused,
 * not repaired: the git host behind the proxy must see exactly the path that was checked here.
 * @returns the path, or `undefined` when the target is refused
 */
export function parseRequestPath(target: string): RequestPath | undefined {
  if (target.length > maxTargetLength || !target.startsWith('/')) return undefined;
  if (!wireCharacters.test(target)) return undefined;
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? undefined : target.slice(mark + 1);
  const segments: string[] = [];
  for (const raw of path.slice(1).split('/')) {
    const segment = decodeSegment(raw);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return { segments, query };
}

/** Writes segments as a path in one canonical form. */
export function formatPath(segments: readonly string[]): string {
  return `/${segments.map((segment) => encodeURIComponent(segment).replaceAll('%3A', ':').replaceAll('%40', '@')).join('/')}`;
}

/** Compares names as the git hosts do: without case. Only ASCII is folded, so that no look-alike letter folds into one. */
export function sameName(a: string, b: string): boolean {
  return foldAscii(a) === foldAscii(b);
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function decodeSegment(raw: string): string | undefined {
  let segment: string;
  try {
    segment = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  if (segment === '' || segment === '.' || segment === '..') return undefined;
  if (ambiguous.test(segment)) return undefined;
  // A trailing dot or space is dropped by some file systems and servers, which makes another name of it.
  if (/[. ]$/.test(segment) || segment.startsWith(' ')) return undefined;
  return segment.normalize('NFC') === segment ? segment : undefined;
}
