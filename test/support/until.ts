import type { KubeClient, KubeObject, ObjectRef } from '@fluxts/kube-client';

/** Waits until an object is as it should be; `undefined` stands for one that does not exist. */
export async function untilObject<T extends KubeObject = KubeObject>(
  client: KubeClient,
  ref: ObjectRef,
  predicate: (object: T | undefined) => boolean,
  timeoutMs = 20_000,
): Promise<T | undefined> {
  const { apiVersion, kind, namespace, name } = ref;
  const collection = { apiVersion, kind, namespace };
  const fieldSelector = `metadata.name=${name}`;
  const { items, resourceVersion } = await client.list<T>(collection, { fieldSelector });
  let current = items[0];
  if (predicate(current)) return current;
  const signal = AbortSignal.timeout(timeoutMs);
  const events = client.watch<T>(collection, { resourceVersion, fieldSelector, signal });
  for await (const event of events) {
    if (event.type === 'BOOKMARK') continue;
    current = event.type === 'DELETED' ? undefined : event.object;
    if (predicate(current)) return current;
  }
  throw new Error(`${kind}/${name} did not become what was expected: ${JSON.stringify(current)}`);
}
