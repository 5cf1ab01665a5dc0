import { KustomizeError } from '../error.ts';
import { mergeData } from '../generate/config-map.ts';
import { setTextMap, textMap } from '../model/metadata.ts';
import { type ResId } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import { ResourceSet } from '../model/resource-set.ts';
import { mergeVariables, type Variables } from '../references/variables.ts';
import {
  emptyConfig,
  mergeConfig,
  type TransformerConfig,
} from '../transform/transformer-config.ts';
import { originKey } from './origin-note.ts';

/** What a directory has come to so far: its objects, and what its parents need to know with them. */
export class Accumulator {
  readonly resources: ResourceSet = new ResourceSet();
  config: TransformerConfig = emptyConfig;
  variables: Variables = new Map();

  /** Adds what another directory came to. @throws KustomizeError `Conflict`, `Variable`, `Transformer` */
  mergeIn(other: Accumulator): void {
    for (const resource of other.resources.list) this.resources.add(resource);
    this.config = mergeConfig(this.config, other.config);
    this.variables = mergeVariables(this.variables, other.variables.values());
  }

  /**
   * Adds a generated object, or merges it into the one of its id, or puts it in that one's place, as its
   * behaviour says.
   * @throws KustomizeError `Generator`
   */
  absorb(generated: Resource): void {
    const { id, behavior = '' } = generated;
    const matches = this.resources.byAnyId(id);
    const [old] = matches;
    if (old === undefined) {
      if (behavior === 'merge' || behavior === 'replace') {
        throw fail(`id ${describe(id)} does not exist; cannot merge or replace`);
      }
      this.resources.add(generated);
      return;
    }
    if (matches.length > 1) {
      throw fail(`found multiple objects that could accept merge of ${describe(id)}`);
    }
    if (behavior !== 'merge' && behavior !== 'replace') {
      throw fail(`id ${describe(id)} exists; behavior must be merge or replace`);
    }
    const origin = textMap(old.object, 'annotations').get(originKey);
    inherit(generated, old);
    if (behavior === 'merge') {
      mergeData(generated.object, old.object);
      if (origin !== undefined) {
        const annotations = textMap(generated.object, 'annotations').set(originKey, origin);
        setTextMap(generated.object, 'annotations', annotations);
      }
    }
    this.resources.replace(old, generated);
  }
}

/** Gives a generated object the identity of the one it takes the place of. */
function inherit(generated: Resource, old: Resource): void {
  for (const field of ['labels', 'annotations'] as const) {
    const merged = new Map([...textMap(old.object, field), ...textMap(generated.object, field)]);
    setTextMap(generated.object, field, merged);
  }
  generated.name = old.name;
  generated.namespace = old.namespace;
  generated.previous = [...old.previous];
  generated.prefixes = [...old.prefixes];
  generated.suffixes = [...old.suffixes];
  generated.needsHash = generated.needsHash && old.needsHash;
  generated.behavior = old.behavior;
  generated.variables = [...old.variables];
}

function describe({ group, version, kind, name, namespace }: ResId): string {
  const quote = JSON.stringify;
  return `resid.ResId{Gvk:resid.Gvk{Group:${quote(group)}, Version:${quote(version)}, Kind:${quote(kind)}, isClusterScoped:false}, Name:${quote(name)}, Namespace:${quote(namespace)}}`;
}

function fail(message: string): KustomizeError {
  return new KustomizeError('Generator', message, { retry: 'on-change' });
}
