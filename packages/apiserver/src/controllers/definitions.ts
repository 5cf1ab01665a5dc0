import { type JsonObject, getPath, jsonEqual } from '@fluxts/base';
import { servedVersions } from '../crd/served.ts';
import { cleanupFinalizer } from '../crd/rules.ts';
import { conditionStatus, definedResource, definitions } from '../crd/spec.ts';
import { nextStatus } from '../crd/status.ts';
import { stringsAt } from '../reading.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { dropFinalizer } from './garbage-collector.ts';
import { isResource, nameOf, namespaceOf, uidOf } from './identity.ts';
import { isDeleting } from '../write/finalizers.ts';

/**
 * Turns CustomResourceDefinitions into served resources: accepts their names, says so in their status,
 * registers what they serve, and deletes their objects before they go.
 */
export function customResources(environment: ControllerEnvironment): Controller {
  const { storage, registry, clock } = environment;
  const queue = environment.queue('custom-resources', settle);
  /** What is registered now, by the name of the definition, as the definition that it comes from. */
  const registered = new Map<string, JsonObject>();

  async function settle(name: string): Promise<void> {
    const definition = storage.get(definitions, undefined, name);
    if (definition === undefined) return;
    if (isDeleting(definition)) {
      await cleanUp(definition);
      return;
    }
    const others = storage.list(definitions).items;
    const status = nextStatus(definition, others, clock.now());
    // Served first, said second: who waits for `Established` may create an object at once.
    serve(status === undefined ? definition : { ...definition, status });
    if (status === undefined) return;
    await storage.modify(
      definitions,
      undefined,
      name,
      (draft) => {
        if (uidOf(draft) !== uidOf(definition)) return false;
        draft['status'] = status;
        return undefined;
      },
      { subresource: 'status' },
    );
  }

  function serve(definition: JsonObject): void {
    if (conditionStatus(definition, 'Established') !== 'True') return;
    const name = nameOf(definition);
    const before = registered.get(name);
    registered.set(name, definition);
    if (before !== undefined && sameService(before, definition)) return;
    registry.set(definedResource(definition), servedVersions(definition));
  }

  async function cleanUp(definition: JsonObject): Promise<void> {
    const resource = definedResource(definition);
    if (!stringsAt(definition, 'metadata', 'finalizers').includes(cleanupFinalizer)) return;
    const left = registry.versions(resource).length === 0 ? [] : storage.list(resource).items;
    for (const object of left) {
      if (isDeleting(object)) continue;
      await storage.delete(resource, namespaceOf(object), nameOf(object), {
        propagationPolicy: 'Background',
      });
    }
    if (registry.versions(resource).length > 0 && storage.list(resource).items.length > 0) return;
    registered.delete(nameOf(definition));
    registry.set(resource, []);
    await storage.modify(definitions, undefined, nameOf(definition), (draft) =>
      dropFinalizer(draft, cleanupFinalizer),
    );
  }

  return {
    observe(event) {
      const { resource, object, type } = event;
      if (!isResource(resource, definitions.group, definitions.plural)) {
        // The last object of a definition that waits to go.
        const definition = `${resource.plural}.${resource.group}`;
        if (type === 'DELETED' && registered.has(definition)) queue.add(definition);
        return;
      }
      if (type === 'DELETED') {
        registered.delete(nameOf(object));
        registry.set(definedResource(object), []);
        // A name that was taken may be free now.
        for (const other of storage.list(definitions).items) queue.add(nameOf(other));
        return;
      }
      queue.add(nameOf(object));
    },
  };
}

/** Whether two states of a definition serve the same. */
function sameService(a: JsonObject, b: JsonObject): boolean {
  const names = ['status', 'acceptedNames'];
  return (
    jsonEqual(getPath(a, 'spec'), getPath(b, 'spec')) &&
    jsonEqual(getPath(a, ...names), getPath(b, ...names))
  );
}
