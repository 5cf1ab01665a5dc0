import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@fluxts/base';
import { builtinResources } from '../../src/builtin/resources.ts';
import { startControllers } from '../../src/controllers/start.ts';
import { ObjectStore } from '../../src/objects/object-store.ts';
import { SystemStorage, storageReader } from '../../src/objects/system-storage.ts';
import { RbacAuthorizer } from '../../src/rbac/authorizer.ts';
import { ResourceRegistry } from '../../src/registry.ts';
import { type GroupResource, type ResourceInfo, groupResourceName } from '../../src/resource.ts';
import type { StorageAccess } from '../../src/storage-access.ts';
import { openStore } from '../../src/store/open-store.ts';
import { ManualClock } from './manual-clock.ts';

/** The server's own controllers over a store in memory, without HTTP, in a time of the test's own. */
export interface Cluster {
  readonly storage: StorageAccess;
  readonly registry: ResourceRegistry;
  readonly clock: ManualClock;
  /** What the controllers failed at. */
  readonly errors: unknown[];
  /** Lets time pass, 100 ms at each look, until something is true. */
  until<T>(look: () => T | undefined | false): Promise<T>;
  /** An object, or undefined. */
  get(resource: string, name: string, namespace?: string): JsonObject | undefined;
  /** The names of a resource's objects. */
  names(resource: string, namespace?: string): readonly string[];
  create(resource: string, object: JsonObject): Promise<JsonObject>;
  close(): Promise<void>;
}

/** Starts the controllers. */
export async function startCluster(
  options: { readonly simulate?: boolean; readonly delayMs?: number } = {},
): Promise<Cluster> {
  const clock = new ManualClock();
  const store = openStore(undefined);
  const objects = new ObjectStore(store);
  const registry = new ResourceRegistry();
  const authorizer = new RbacAuthorizer();
  registerAll(registry, builtinResources({ authorizer }));
  let suffix = 0;
  const storage = new SystemStorage({
    objects,
    registry,
    reader: storageReader(objects, registry),
    now: () => clock.now(),
    newUid: randomUUID,
    newSuffix: () => (suffix++).toString(36).padStart(5, '0'),
  });
  const stop = new AbortController();
  const errors: unknown[] = [];
  const running = await startControllers({
    storage,
    registry,
    clock,
    signal: stop.signal,
    simulateWorkloads: options.simulate ?? true,
    workloadDelayMs: options.delayMs ?? 500,
    rootCertificate: 'PEM',
    onError: (_controller, error) => errors.push(error),
  });
  const resourceOf = (name: string): GroupResource => {
    const found = registry.all().find((info) => groupResourceName(info) === name);
    if (found === undefined) throw new Error(`no resource ${name}`);
    return found;
  };
  return {
    storage,
    registry,
    clock,
    errors,
    async until(look) {
      for (let turn = 0; turn < 5000; turn++) {
        const found = look();
        if (found !== undefined && found !== false) return found as Exclude<typeof found, false>;
        await new Promise((resolve) => setImmediate(resolve));
        if (turn % 20 === 19) clock.advance(100);
      }
      throw new Error(`it did not come about; errors: ${String(errors)}`);
    },
    get: (resource, name, namespace) => storage.get(resourceOf(resource), namespace, name),
    names: (resource, namespace) =>
      storage
        .list(resourceOf(resource), namespace === undefined ? {} : { namespace })
        .items.map((item) => (item['metadata'] as JsonObject)['name'] as string),
    create: (resource, object) => storage.create(resourceOf(resource), object),
    async close() {
      stop.abort();
      await running.ended;
      await store.close();
    },
  };
}

function registerAll(registry: ResourceRegistry, resources: readonly ResourceInfo[]): void {
  for (const info of resources) {
    registry.set(
      info,
      resources.filter((other) => other.group === info.group && other.plural === info.plural),
    );
  }
}
