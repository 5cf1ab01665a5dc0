/**
 * What was read or written last, by revision. A revision never changes its content, so nothing in here can
 * be stale. Bounded by size: what has not been used for longest goes first.
 */
export class RevisionCache<T extends { readonly revision: number }> {
  readonly #maxBytes: number;
  readonly #bytesOf: (value: T) => number;
  /** In order of use: the oldest first. */
  readonly #values = new Map<number, T>();
  #bytes = 0;

  constructor(maxBytes: number, bytesOf: (value: T) => number) {
    this.#maxBytes = maxBytes;
    this.#bytesOf = bytesOf;
  }

  get(revision: number): T | undefined {
    const value = this.#values.get(revision);
    if (value !== undefined) {
      this.#values.delete(revision);
      this.#values.set(revision, value);
    }
    return value;
  }

  add(value: T): void {
    this.delete(value.revision);
    this.#values.set(value.revision, value);
    this.#bytes += this.#bytesOf(value);
    for (const revision of this.#values.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.delete(revision);
    }
  }

  delete(revision: number): void {
    const value = this.#values.get(revision);
    if (value === undefined) return;
    this.#values.delete(revision);
    this.#bytes -= this.#bytesOf(value);
  }
}
