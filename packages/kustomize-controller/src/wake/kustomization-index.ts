import { normaliseKustomization } from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import type { ObjectKey, WatchCache } from '@fluxts/runtime';
import type { Memories } from '../memory/memory.ts';
import { configReferences } from '../reconcile/inputs.ts';
import { dependenciesOf, idOf, keyOf, sourceOf } from '../reconcile/keys.ts';
import type { KustomizationReader, Subject } from '../reconcile/services.ts';
import { dependencyOrder } from './dependency-graph.ts';

const bySource = 'source';
const byDependency = 'dependency';
const byConfig = 'config';

/** What a Kustomization refers to, and so is woken by. */
export interface Reference extends ObjectKey {
  readonly kind: string;
}

/** The Kustomizations there are, in today's form, and who refers to what. */
export class KustomizationIndex implements KustomizationReader {
  readonly #cache: WatchCache;
  readonly #memories: Memories;
  readonly #subjects = new WeakMap<KubeObject, Subject>();

  constructor(cache: WatchCache, memories: Memories) {
    this.#cache = cache;
    this.#memories = memories;
    cache.addIndex(bySource, (stored) => [referenceId(sourceOf(this.#read(stored).object))]);
    cache.addIndex(byDependency, (stored) => dependenciesOf(this.#read(stored).object));
    cache.addIndex(byConfig, (stored) =>
      configReferences(this.#read(stored).object).map((one) => referenceId(one)),
    );
  }

  get(key: ObjectKey): Subject | undefined {
    const cached = this.#cache.get(key);
    if (cached === undefined) return undefined;
    return this.#read(this.#memories.newest(key, cached));
  }

  /** Those built from a source, each after those that it depends on. */
  consumersOf(source: Reference): ObjectKey[] {
    return this.#ordered(this.#cache.byIndex(bySource, referenceId(source)));
  }

  /** Those that use a ConfigMap or Secret, each after those that it depends on. */
  usersOf(config: Reference): ObjectKey[] {
    return this.#ordered(this.#cache.byIndex(byConfig, referenceId(config)));
  }

  /** Those that depend on a Kustomization. */
  dependentsOf(key: ObjectKey): ObjectKey[] {
    return this.#cache
      .byIndex(byDependency, idOf(key))
      .map((stored) => keyOf(this.#read(stored).object));
  }

  #ordered(found: readonly KubeObject[]): ObjectKey[] {
    const nodes = found.map((stored) => {
      const { object } = this.#read(stored);
      const key = keyOf(object);
      return { key, id: idOf(key), dependsOn: dependenciesOf(object) };
    });
    return dependencyOrder(nodes).map(({ key }) => key);
  }

  #read(stored: KubeObject): Subject {
    let subject = this.#subjects.get(stored);
    if (subject === undefined) {
      const { object, notices } = normaliseKustomization(stored);
      subject = { stored, object, notices };
      this.#subjects.set(stored, subject);
    }
    return subject;
  }
}

function referenceId(reference: Reference): string {
  return `${reference.kind}/${idOf(reference)}`;
}
