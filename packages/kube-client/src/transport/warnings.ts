const maxRemembered = 200;
const againAfterMs = 60_000;

/** Passes on the texts of `Warning` headers, the same one at most once a minute. */
export class WarningFilter {
  readonly #tell: (warning: string) => void;
  readonly #now: () => number;
  readonly #told = new Map<string, number>();

  constructor(tell: (warning: string) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  /** Takes a header as Node joins it: `299 - "text", 299 - "text"`. */
  header(value: string): void {
    for (const warning of parseWarnings(value)) this.#pass(warning);
  }

  #pass(warning: string): void {
    const now = this.#now();
    const before = this.#told.get(warning);
    if (before !== undefined && now - before < againAfterMs) return;
    this.#told.delete(warning);
    this.#told.set(warning, now);
    const oldest = this.#told.keys().next();
    if (this.#told.size > maxRemembered && oldest.done !== true) this.#told.delete(oldest.value);
    this.#tell(warning);
  }
}

/** The texts of a `Warning` header (RFC 7234, code 299). */
function parseWarnings(header: string): string[] {
  return [...header.matchAll(/299 [^\s"]+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}
