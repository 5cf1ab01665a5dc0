import { type JsonObject, getString } from '@fluxts/base';
import { ensureMapping, mappingsAt, stringsAt } from '../reading.ts';
import { type GroupResource, type ResourceInfo, groupResourceName } from '../resource.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { isResource, nameOf, namespaceOf, oneVersionEach } from './identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { timestamp } from '../write/write-options.ts';

const namespaces: GroupResource = { group: '', plural: 'namespaces' };

/** Empties namespaces that are being deleted, and lets them go once nothing is left in them. */
export function namespaceDeletion(environment: ControllerEnvironment): Controller {
  const { storage } = environment;
  const queue = environment.queue('namespaces', empty);

  async function empty(name: string): Promise<void> {
    const namespace = storage.get(namespaces, undefined, name);
    if (namespace === undefined || !isDeleting(namespace)) return;
    const remaining: Remaining[] = [];
    for (const info of contentKinds()) {
      const items = storage.list(info, { namespace: name }).items;
      for (const item of items) {
        if (!isDeleting(item)) {
          await storage.delete(info, name, nameOf(item), { propagationPolicy: 'Background' });
        }
      }
      const left = items.length === 0 ? [] : storage.list(info, { namespace: name }).items;
      if (left.length > 0) remaining.push({ info, objects: left });
    }
    if (remaining.length === 0) await release(name);
    else await report(name, remaining);
  }

  function contentKinds(): readonly ResourceInfo[] {
    return oneVersionEach(storage.resources()).filter(
      (info) => info.namespaced && info.verbs.includes('delete'),
    );
  }

  async function release(name: string): Promise<void> {
    await storage.modify(namespaces, undefined, name, (draft) => {
      if (!isDeleting(draft)) return false;
      const spec = ensureMapping(draft, 'spec');
      const finalizers = stringsAt(spec, 'finalizers');
      if (!finalizers.includes('kubernetes')) return false;
      spec['finalizers'] = finalizers.filter((item) => item !== 'kubernetes');
      return undefined;
    });
  }

  async function report(name: string, remaining: readonly Remaining[]): Promise<void> {
    const now = timestamp(environment.clock.now());
    await storage.modify(
      namespaces,
      undefined,
      name,
      (draft) => {
        if (!isDeleting(draft)) return;
        const status = ensureMapping(draft, 'status');
        status['conditions'] = conditionsOf(remaining, mappingsAt(status, 'conditions'), now);
      },
      { subresource: 'status' },
    );
  }

  return {
    observe(event) {
      if (isResource(event.resource, '', 'namespaces')) {
        if (event.type !== 'DELETED' && isDeleting(event.object)) queue.add(nameOf(event.object));
        return;
      }
      const name = namespaceOf(event.object);
      if (name === undefined) return;
      // What still comes in while the namespace goes away goes with it; what leaves may be the last.
      const namespace = storage.get(namespaces, undefined, name);
      if (namespace !== undefined && isDeleting(namespace)) queue.add(name);
    },
  };
}

interface Remaining {
  readonly info: ResourceInfo;
  readonly objects: readonly JsonObject[];
}

function conditionsOf(
  remaining: readonly Remaining[],
  before: readonly JsonObject[],
  now: string,
): JsonObject[] {
  const resources = remaining.map(
    ({ info, objects }) => `${groupResourceName(info)} has ${objects.length} resource instances`,
  );
  const finalizers = new Map<string, number>();
  for (const { objects } of remaining) {
    for (const object of objects) {
      for (const finalizer of stringsAt(object, 'metadata', 'finalizers')) {
        finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
      }
    }
  }
  const held = [...finalizers].map(([name, count]) => `${name} in ${count} resource instances`);
  const wanted: JsonObject[] = [
    {
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${resources.join(', ')}`,
    },
    held.length > 0
      ? {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          message: `Some content in the namespace has finalizers remaining: ${held.sort().join(', ')}`,
        }
      : {
          type: 'NamespaceFinalizersRemaining',
          status: 'False',
          reason: 'ContentHasNoFinalizers',
          message: 'All content-preserving finalizers finished',
        },
  ];
  return wanted.map((condition) => {
    const old = before.find((item) => item['type'] === condition['type']);
    const since =
      old?.['status'] === condition['status'] ? getString(old, 'lastTransitionTime') : undefined;
    return { ...condition, lastTransitionTime: since ?? now };
  });
}
