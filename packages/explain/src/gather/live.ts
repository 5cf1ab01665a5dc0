import { getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { switchesOf } from '@fluxts/apply';
import { fieldManagers, kustomizeKeys } from '@fluxts/flux-api';
import { statusOf } from '@fluxts/kube';
import {
  KubeApiError,
  type KubeClient,
  type KubeObject,
  NoKindMatchError,
} from '@fluxts/kube-client';
import { type Seen, seen, unseen } from '../why/explanation.ts';
import type { LiveObject, ObjectName } from '../why/facts.ts';

/** The most objects of one file that are looked at. */
const maxObjects = 8;

/** Reads objects from the cluster, with their health and the warnings about them. */
export async function gatherLive(
  client: KubeClient,
  names: readonly ObjectName[],
  signal?: AbortSignal,
): Promise<Seen<readonly LiveObject[]>> {
  try {
    const looked = names.slice(0, maxObjects).map((name) => lookAt(client, name, signal));
    return seen(await Promise.all(looked));
  } catch (error) {
    if (error instanceof KubeApiError && error.code === 'Forbidden') return unseen(error.message);
    throw error;
  }
}

async function lookAt(
  client: KubeClient,
  name: ObjectName,
  signal: AbortSignal | undefined,
): Promise<LiveObject> {
  const ref = await scoped(client, name);
  const object = ref === undefined ? undefined : await client.find(ref, { signal });
  if (object === undefined) {
    return { name: ref ?? name, status: undefined, otherManagers: [], warnings: [] };
  }
  const owner = ownerOf(object);
  const status = statusOf(object);
  return {
    name: ref ?? name,
    status,
    leftAlone: switchesOf(object).leftAlone,
    otherManagers: otherManagers(object),
    // What an object that is well went through before is of no interest any more.
    warnings: status.status === 'Current' ? [] : await warningsAbout(client, object, signal),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** Drops the namespace of a kind that has none; `undefined` for a kind that is not served. */
async function scoped(client: KubeClient, name: ObjectName): Promise<ObjectName | undefined> {
  try {
    const { namespaced } = await client.mapper.resource(name);
    if (namespaced) return name;
    const { namespace: _, ...rest } = name;
    return rest;
  } catch (error) {
    if (error instanceof NoKindMatchError) return undefined;
    throw error;
  }
}

/** The Kustomization that an object's labels name. */
export function ownerOf(
  object: KubeObject,
): { readonly namespace: string; readonly name: string } | undefined {
  const name = getString(object.metadata.labels, kustomizeKeys.ownerName);
  const namespace = getString(object.metadata.labels, kustomizeKeys.ownerNamespace);
  return name === undefined || namespace === undefined ? undefined : { namespace, name };
}

/** Who wrote fields, other than status and metadata, after Flux's last apply. */
function otherManagers(object: KubeObject): LiveObject['otherManagers'] {
  const entries = object.metadata.managedFields ?? [];
  const text = (entry: Json, key: string): string => getString(entry, key) ?? '';
  const ours = entries
    .filter((entry) => text(entry, 'manager') === fieldManagers.kustomize)
    .map((entry) => text(entry, 'time'))
    .sort()
    .at(-1);
  if (ours === undefined) return [];
  return entries
    .filter(
      (entry) =>
        text(entry, 'manager') !== fieldManagers.kustomize &&
        text(entry, 'subresource') !== 'status' &&
        text(entry, 'time') > ours &&
        touchesContent(entry),
    )
    .map((entry) => ({ manager: text(entry, 'manager'), time: text(entry, 'time') }))
    .sort((a, b) => (a.time < b.time ? 1 : -1));
}

/** Whether the fields are more than bookkeeping: controllers annotate what they look after. */
function touchesContent(entry: JsonObject): boolean {
  const fields = entry['fieldsV1'];
  return (
    isObject(fields) &&
    Object.keys(fields).some((key) => key !== 'f:metadata' && key !== 'f:status')
  );
}

/**
 * The messages of the newest warning events about an object; none where one may not look.
 * @param since leave out what is older, in RFC 3339
 */
export async function warningsAbout(
  client: KubeClient,
  object: {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
  },
  signal: AbortSignal | undefined,
  since = '',
): Promise<readonly string[]> {
  const { name, namespace } = object.metadata;
  try {
    const { items } = await client.list(
      { apiVersion: 'v1', kind: 'Event', ...(namespace === undefined ? {} : { namespace }) },
      {
        fieldSelector: `involvedObject.kind=${object.kind},involvedObject.name=${name},type=Warning`,
        signal,
      },
    );
    return items
      .filter((event) => eventTime(event) >= since)
      .toSorted((a, b) => (eventTime(a) < eventTime(b) ? 1 : -1))
      .slice(0, 3)
      .map((event) => getString(event, 'message') ?? '');
  } catch (error) {
    if (error instanceof KubeApiError && error.code === 'Forbidden') return [];
    throw error;
  }
}

function eventTime(event: KubeObject): string {
  return (
    getString(event, 'lastTimestamp') ??
    getString(event, 'eventTime') ??
    event.metadata.creationTimestamp ??
    ''
  );
}
