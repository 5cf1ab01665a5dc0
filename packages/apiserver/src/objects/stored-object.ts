import { deepFreeze, jsonClone, jsonEqual, type JsonObject } from '@fluxts/base';
import { parseJson, stringifyJson } from '@fluxts/yaml';
import { apiVersionOf, type ResourceInfo } from '../resource.ts';

/** One version of an object as clients see it: the value, frozen, and its JSON, ready to send. */
export interface ObjectView {
  readonly object: JsonObject;
  readonly bytes: Uint8Array;
}

/** An object at one revision, in its stored version and, on demand, in every other served one. */
export class StoredObject implements ObjectView {
  readonly key: string;
  readonly revision: number;
  readonly object: JsonObject;
  readonly bytes: Uint8Array;
  /** By the identity of the served version, which changes whenever its schema does. */
  readonly #views = new WeakMap<ResourceInfo, ObjectView>();

  constructor(key: string, revision: number, object: JsonObject, bytes: Uint8Array) {
    this.key = key;
    this.revision = revision;
    this.object = deepFreeze(object);
    this.bytes = bytes;
  }

  /** Reads what the store holds. */
  static decode(key: string, revision: number, bytes: Uint8Array): StoredObject {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    return new StoredObject(key, revision, parseJson(text) as JsonObject, bytes);
  }

  /** The object as a served version shows it: converted, and with defaults that its schema got later. */
  view(info: ResourceInfo): ObjectView {
    if (info.version === info.storageVersion && !info.behaviour.defaultOnRead) return this;
    let view = this.#views.get(info);
    if (view === undefined) {
      view = this.#makeView(info);
      this.#views.set(info, view);
    }
    return view;
  }

  #makeView(info: ResourceInfo): ObjectView {
    const draft = convertTo(jsonClone(this.object), info);
    if (info.behaviour.defaultOnRead) info.behaviour.applyDefaults(draft);
    return jsonEqual(draft, this.object)
      ? this
      : { object: deepFreeze(draft), bytes: encodeObject(draft) };
  }
}

/** Changes a draft into a served version of its resource, and returns it. */
export function convertTo(draft: JsonObject, info: ResourceInfo): JsonObject {
  const wanted = apiVersionOf(info);
  const present = draft['apiVersion'];
  if (present !== wanted) {
    const from = typeof present === 'string' ? present.slice(present.indexOf('/') + 1) : '';
    draft['apiVersion'] = wanted;
    info.behaviour.convert?.(draft, from);
  }
  return draft;
}

/** An object's JSON in UTF-8. */
export function encodeObject(object: JsonObject): Uint8Array {
  return Buffer.from(stringifyJson(object));
}
