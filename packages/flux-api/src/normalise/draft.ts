import { getPath, isObject, type Json, type JsonObject, jsonClone, setOwn } from '@fluxts/base';
import type { Notice } from './notice.ts';

/**
 * An object on its way to today's form. It is copied at the first change only: objects from a cache are
 * frozen and mostly need none.
 */
export class Draft {
  readonly notices: Notice[] = [];
  #object: JsonObject;
  #copied = false;

  constructor(object: JsonObject) {
    this.#object = object;
  }

  /** The object with all changes made so far. */
  get object(): JsonObject {
    return this.#object;
  }

  read(...path: readonly (string | number)[]): Json | undefined {
    return getPath(this.#object, ...path);
  }

  /** Writes a value below mappings and lists that are there already. */
  write(path: readonly (string | number)[], value: Json): void {
    const [parent, key] = this.#parent(path);
    if (Array.isArray(parent) && typeof key === 'number') parent[key] = value;
    else if (isObject(parent)) setOwn(parent, String(key), value);
  }

  /** Takes a key away and returns what it held. */
  take(...path: readonly (string | number)[]): Json | undefined {
    const value = this.read(...path);
    if (value === undefined) return undefined;
    const [parent, key] = this.#parent(path);
    if (isObject(parent)) delete parent[String(key)];
    return value;
  }

  note(path: string, message: string): void {
    this.notices.push({ path, message });
  }

  #parent(path: readonly (string | number)[]): [Json | undefined, string | number | undefined] {
    if (!this.#copied) {
      this.#object = jsonClone(this.#object);
      this.#copied = true;
    }
    return [getPath(this.#object, ...path.slice(0, -1)), path.at(-1)];
  }
}
