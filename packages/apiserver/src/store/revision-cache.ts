/**
 * What was read or written lately, by revision. A revision never changes its content, so nothing in here
 * can be stale. Bounded by size, in two generations: when the young one has grown to half the size it
 * becomes the old one, and what was in the old one and not used since is forgotten.
 */
export class RevisionCache<T extends { readonly revision: number }> {
  readonly #generationBytes: number;
  readonly #bytesOf: (value: T) => number;
  #young = new Map<number, T>();
  #old = new Map<number, T>();
  #youngBytes = 0;

  constructor(maxBytes: number, bytesOf: (value: T) => number) {
    this.#generationBytes = maxBytes / 2;
    this.#bytesOf = bytesOf;
  }

  get(revision: number): T | undefined {
    const young = this.#young.get(revision);
    if (young !== undefined) return young;
    const old = this.#old.get(revision);
    if (old !== undefined) this.add(old);
    return old;
  }

  add(value: T): void {
    if (this.#young.has(value.revision)) return;
    this.#young.set(value.revision, value);
    this.#youngBytes += this.#bytesOf(value);
    if (this.#youngBytes < this.#generationBytes) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#youngBytes = 0;
  }

  delete(revision: number): void {
    const young = this.#young.get(revision);
    if (young !== undefined) this.#youngBytes -= this.#bytesOf(young);
    this.#young.delete(revision);
    this.#old.delete(revision);
  }
}
