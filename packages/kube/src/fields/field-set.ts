import { isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { KubeError } from '../error.ts';
import { childSchema, itemSchema, type Schema } from '../schema/schema.ts';
import { compareElements, formatElement, parseElement, type PathElement } from './path-element.ts';

const maxDepth = 512;

/**
 * A set of field paths, as managedFields record them: a tree in which a step may itself be a member
 * and may have steps below it. Operations return new sets and share what did not change; only a set
 * under construction is written to, with {@link insert}.
 */
export class FieldSet {
  readonly #members: Set<PathElement>;
  readonly #children: Map<PathElement, FieldSet>;

  constructor(
    members: Iterable<PathElement> = [],
    children: Iterable<readonly [PathElement, FieldSet]> = [],
  ) {
    this.#members = new Set(members);
    this.#children = new Map(children);
  }

  /** A set of the given paths. */
  static of(...paths: readonly (readonly PathElement[])[]): FieldSet {
    const set = new FieldSet();
    for (const path of paths) set.insert(path);
    return set;
  }

  /**
   * Reads FieldsV1, the value of `managedFields[].fieldsV1`.
   * @throws KubeError `InvalidFields`
   */
  static decode(fieldsV1: Json): FieldSet {
    return decode(fieldsV1, 0).set;
  }

  get empty(): boolean {
    return this.#members.size === 0 && this.#children.size === 0;
  }

  /** The number of paths. */
  get size(): number {
    let size = this.#members.size;
    for (const child of this.#children.values()) size += child.size;
    return size;
  }

  /** Adds a path to a set under construction. An empty path is ignored, as the object itself is never a member. */
  insert(path: readonly PathElement[], from = 0): void {
    const step = path[from];
    if (step === undefined) return;
    if (from === path.length - 1) {
      this.#members.add(step);
      return;
    }
    let child = this.#children.get(step);
    if (child === undefined) {
      child = new FieldSet();
      this.#children.set(step, child);
    }
    child.insert(path, from + 1);
  }

  /** Whether the step itself is a member. */
  hasMember(step: PathElement): boolean {
    return this.#members.has(step);
  }

  /** Whether exactly this path is a member. */
  has(path: readonly PathElement[]): boolean {
    const last = path.at(-1);
    if (last === undefined) return false;
    let set: FieldSet | undefined = this as FieldSet;
    for (const step of path.slice(0, -1)) set = set?.child(step);
    return set?.hasMember(last) ?? false;
  }

  /** What lies below a step; undefined when nothing does. */
  child(step: PathElement): FieldSet | undefined {
    return this.#children.get(step);
  }

  union(other: FieldSet): FieldSet {
    if (other.empty) return this;
    if (this.empty) return other;
    const children = new Map(this.#children);
    for (const [step, child] of other.#children) {
      const own = children.get(step);
      children.set(step, own === undefined ? child : own.union(child));
    }
    return new FieldSet([...this.#members, ...other.#members], children);
  }

  intersection(other: FieldSet): FieldSet {
    const members = [...this.#members].filter((step) => other.#members.has(step));
    const children: [PathElement, FieldSet][] = [];
    for (const [step, child] of this.#children) {
      const theirs = other.#children.get(step);
      if (theirs === undefined) continue;
      const both = child.intersection(theirs);
      if (!both.empty) children.push([step, both]);
    }
    return new FieldSet(members, children);
  }

  /** The paths of this set that the other does not hold; paths below one that it holds stay. */
  difference(other: FieldSet): FieldSet {
    if (other.empty) return this;
    const members = [...this.#members].filter((step) => !other.#members.has(step));
    const children: [PathElement, FieldSet][] = [];
    for (const [step, child] of this.#children) {
      const theirs = other.#children.get(step);
      const rest = theirs === undefined ? child : child.difference(theirs);
      if (!rest.empty) children.push([step, rest]);
    }
    return new FieldSet(members, children);
  }

  /** As {@link difference}, but what lies below a path that the other holds goes too. */
  recursiveDifference(other: FieldSet): FieldSet {
    if (other.empty) return this;
    const members = [...this.#members].filter((step) => !other.#members.has(step));
    const children: [PathElement, FieldSet][] = [];
    for (const [step, child] of this.#children) {
      if (other.#members.has(step)) continue;
      const theirs = other.#children.get(step);
      const rest = theirs === undefined ? child : child.recursiveDifference(theirs);
      if (!rest.empty) children.push([step, rest]);
    }
    return new FieldSet(members, children);
  }

  equals(other: FieldSet): boolean {
    if (this === other) return true;
    if (this.#members.size !== other.#members.size) return false;
    if (this.#children.size !== other.#children.size) return false;
    for (const step of this.#members) if (!other.#members.has(step)) return false;
    for (const [step, child] of this.#children) {
      const theirs = other.#children.get(step);
      if (theirs === undefined || !child.equals(theirs)) return false;
    }
    return true;
  }

  /** The set with every declared field above a member made a member too. */
  withNamedFields(schema: Schema | undefined): FieldSet {
    const members = new Set(this.#members);
    const children: [PathElement, FieldSet][] = [];
    for (const [step, child] of this.#children) {
      const isField = step.startsWith('f:');
      if (isField && schema?.field(step.slice(2)) !== undefined) members.add(step);
      const below = isField
        ? schema && childSchema(schema, step.slice(2))
        : schema && itemSchema(schema);
      children.push([step, child.withNamedFields(below)]);
    }
    return new FieldSet(members, children);
  }

  /** Every path, in the order of {@link encode}. */
  *paths(prefix: readonly PathElement[] = []): Generator<readonly PathElement[]> {
    for (const step of this.#steps()) {
      const path = [...prefix, step];
      if (this.#members.has(step)) yield path;
      const child = this.#children.get(step);
      if (child !== undefined) yield* child.paths(path);
    }
  }

  /** FieldsV1: a tree of steps in which `.` marks a member that has steps below it. */
  encode(): JsonObject {
    const fields: JsonObject = {};
    for (const step of this.#steps()) {
      const child = this.#children.get(step);
      if (child === undefined || child.empty) {
        setOwn(fields, step, {});
      } else {
        setOwn(
          fields,
          step,
          this.#members.has(step) ? { '.': {}, ...child.encode() } : child.encode(),
        );
      }
    }
    return fields;
  }

  #steps(): PathElement[] {
    return [...new Set([...this.#members, ...this.#children.keys()])].sort(compareElements);
  }
}

/** Renders a path as the API server words it, such as `.spec.containers[name="app"].image`. */
export function formatPath(path: readonly PathElement[]): string {
  return path.map(formatElement).join('');
}

function decode(value: Json, depth: number): { readonly set: FieldSet; readonly self: boolean } {
  if (!isObject(value) || depth > maxDepth) {
    throw new KubeError('InvalidFields', 'fieldsV1 is not a tree of objects', {
      retry: 'on-change',
    });
  }
  const members: PathElement[] = [];
  const children: [PathElement, FieldSet][] = [];
  let self = false;
  let keys = 0;
  for (const [key, item] of Object.entries(value)) {
    keys++;
    if (key === '.') {
      self = true;
      continue;
    }
    const step = parseElement(key);
    const below = decode(item, depth + 1);
    if (below.self) members.push(step);
    if (!below.set.empty) children.push([step, below.set]);
  }
  // A leaf is written `{}`: it is a member without needing the dot.
  return { set: new FieldSet(members, children), self: self || keys === 0 };
}
