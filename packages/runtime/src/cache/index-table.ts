/** Objects by the values that a function finds in them. */
export class IndexTable<T> {
  readonly #valuesOf: (object: T) => Iterable<string>;
  readonly #byValue = new Map<string, Map<string, T>>();
  readonly #valuesById = new Map<string, readonly string[]>();

  constructor(valuesOf: (object: T) => Iterable<string>) {
    this.#valuesOf = valuesOf;
  }

  /** Adds or replaces an object. */
  set(id: string, object: T): void {
    this.delete(id);
    const values = [...new Set(this.#valuesOf(object))];
    if (values.length === 0) return;
    this.#valuesById.set(id, values);
    for (const value of values) {
      const found = this.#byValue.get(value);
      if (found === undefined) this.#byValue.set(value, new Map([[id, object]]));
      else found.set(id, object);
    }
  }

  /** Removes an object. */
  delete(id: string): void {
    for (const value of this.#valuesById.get(id) ?? []) {
      const found = this.#byValue.get(value);
      found?.delete(id);
      if (found?.size === 0) this.#byValue.delete(value);
    }
    this.#valuesById.delete(id);
  }

  /** The objects under a value. */
  get(value: string): T[] {
    return [...(this.#byValue.get(value)?.values() ?? [])];
  }
}
