import { getOwn, isObject, jsonClone, type JsonObject } from '@fluxts/base';
import { parseApiVersion } from '@fluxts/kube';
import type { Origin } from '../options.ts';
import type { MergeSchema } from '../schema/merge-schema.ts';
import { metadataOf, metadataText, setMetadata } from './metadata.ts';
import { effectiveNamespace, type ResId } from './res-id.ts';
import { scalarText } from './scalar.ts';
import { copyShared, type SharedEntry } from './shared-entry.ts';

/** What a generator does when there is an object of its id: fail (the default), merge or replace. */
export type Behavior = '' | 'create' | 'merge' | 'replace';

/** A name an object had before a transformer changed it. */
export interface PreviousId {
  readonly kind: string;
  readonly name: string;
  /** Where it lay, in effect. */
  readonly namespace: string;
}

/**
 * An object on its way through a build, with what the build has to know beside it. Belongs to one
 * build, which changes it in place; what caches keep are copies.
 */
export class Resource {
  object: JsonObject;
  /** Names it had, the original one first. */
  previous: PreviousId[] = [];
  /** Prefixes and suffixes it got, the innermost first. */
  prefixes: string[] = [];
  suffixes: string[] = [];
  /** Generated, and to have a hash of its content in its name. */
  needsHash = false;
  /** Undefined for what no generator made. */
  behavior: Behavior | undefined;
  /** For patches: what they may change beside content. */
  allowNameChange = false;
  allowKindChange = false;
  /** The `vars` that read a field of it. */
  variables: string[] = [];
  /** Where its file has a key and no value; a strategic merge takes those away. */
  blanks: readonly (readonly (string | number)[])[] = [];
  /** Where its file has a key that is no text; the real kustomize fails when such a key is left. */
  oddKeys: readonly (readonly (string | number)[])[] = [];
  /** Types that comments in its file declare, by the path of the field. */
  declared: ReadonlyMap<string, MergeSchema> = new Map();
  /** Entries that are changed in all of their maps at once. */
  shared: readonly SharedEntry[] = [];
  origin: Origin | undefined;

  constructor(object: JsonObject) {
    this.object = object;
  }

  /** A copy that shares nothing with this one. */
  copy(): Resource {
    const copy = new Resource(jsonClone(this.object));
    copy.previous = [...this.previous];
    copy.prefixes = [...this.prefixes];
    copy.suffixes = [...this.suffixes];
    copy.needsHash = this.needsHash;
    copy.behavior = this.behavior;
    copy.allowNameChange = this.allowNameChange;
    copy.allowKindChange = this.allowKindChange;
    copy.variables = [...this.variables];
    copy.blanks = this.blanks;
    copy.oddKeys = this.oddKeys;
    copy.declared = this.declared;
    copy.shared = copyShared(this.shared, this.object, copy.object);
    copy.origin = this.origin;
    return copy;
  }

  get kind(): string {
    return scalarText(getOwn(this.object, 'kind'));
  }

  get apiVersion(): string {
    return scalarText(getOwn(this.object, 'apiVersion'));
  }

  get name(): string {
    return metadataText(this.object, 'name');
  }

  set name(name: string) {
    setMetadata(this.object, 'name', name);
  }

  get namespace(): string {
    return metadataText(this.object, 'namespace');
  }

  set namespace(namespace: string) {
    if (namespace !== '') setMetadata(this.object, 'namespace', namespace);
    else delete metadataOf(this.object)?.['namespace'];
  }

  /** Whether a patch or transformer has taken it away. */
  get isEmpty(): boolean {
    return Object.keys(this.object).length === 0;
  }

  /** What it is known by now. */
  get id(): ResId {
    const { group, version } = parseApiVersion(this.apiVersion);
    return { group, version, kind: this.kind, name: this.name, namespace: this.namespace };
  }

  /** What it was known by before, the original id first; group and version are those of now. */
  get previousIds(): ResId[] {
    const { group, version } = parseApiVersion(this.apiVersion);
    return this.previous.map((previous) => ({ group, version, ...previous }));
  }

  /** What it was known by at first. */
  get originalId(): ResId {
    return this.previousIds[0] ?? this.id;
  }

  /** Remembers what it is known by, before that changes. */
  rememberId(): void {
    const { id } = this;
    this.previous.push({ kind: id.kind, name: id.name, namespace: effectiveNamespace(id) });
    if (this.shared.length === 0) return;
    // The real kustomize notes it in the annotations, which it writes anew for that.
    const metadata = metadataOf(this.object);
    const annotations = metadata === undefined ? undefined : getOwn(metadata, 'annotations');
    if (isObject(annotations)) setMetadata(this.object, 'annotations', { ...annotations });
  }

  /** Whether the build knows anything that the real kustomize writes into annotations. */
  get hasBuildState(): boolean {
    return (
      this.previous.length > 0 ||
      this.prefixes.length > 0 ||
      this.suffixes.length > 0 ||
      this.needsHash ||
      this.behavior !== undefined
    );
  }
}
