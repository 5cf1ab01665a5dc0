import { getOwn, getPath, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { kustomizeKeys } from '@fluxts/flux-api';
import { gvkOf } from '@fluxts/kube';
import type { KubeObject } from '@fluxts/kube-client';
import type { Owner } from './options.ts';

/** The labels by which the objects of a Kustomization are known. */
export function ownerLabels(owner: Owner): Readonly<Record<string, string>> {
  return {
    [kustomizeKeys.ownerName]: owner.name,
    [kustomizeKeys.ownerNamespace]: owner.namespace,
  };
}

/**
 * An object in the form in which it is applied: with the owner's labels, without what the server
 * alone writes, and with the defaults that server-side apply stumbles over when they are left out.
 * The object is not changed.
 */
export function prepareManifest(object: JsonObject, owner: Owner): KubeObject {
  const prepared: JsonObject = { ...object, metadata: prepareMetadata(object, owner) };
  const { group, kind } = gvkOf(object);
  const isDefinition = kind === 'CustomResourceDefinition' && group === 'apiextensions.k8s.io';
  if (!isDefinition) delete prepared['status'];
  const normal = isDefinition
    ? withoutFalseBundle(prepared)
    : group === '' && kind === 'Secret'
      ? withEncodedData(prepared)
      : withProtocols(prepared, group, kind);
  return normal as KubeObject;
}

function prepareMetadata(object: JsonObject, owner: Owner): JsonObject {
  const given = getOwn(object, 'metadata');
  const metadata: JsonObject = isObject(given) ? { ...given } : {};
  for (const field of [
    'creationTimestamp',
    'managedFields',
    'resourceVersion',
    'uid',
    'generation',
  ]) {
    delete metadata[field];
  }
  const labels = getOwn(metadata, 'labels');
  metadata['labels'] = { ...(isObject(labels) ? labels : {}), ...ownerLabels(owner) };
  return metadata;
}

/** `stringData` is written once and never read back: applied as it is, it would differ for ever. */
function withEncodedData(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = secret;
  if (!isObject(stringData)) return stringData === undefined ? secret : rest;
  const data = getOwn(rest, 'data');
  const encoded: JsonObject = isObject(data) ? { ...data } : {};
  for (const [key, value] of Object.entries(stringData)) {
    if (typeof value === 'string') setOwn(encoded, key, Buffer.from(value).toString('base64'));
  }
  return { ...rest, data: encoded };
}

/** A CA bundle that is no certificate is a placeholder that somebody else fills in. */
function withoutFalseBundle(crd: JsonObject): JsonObject {
  const bundle = getPath(crd, 'spec', 'conversion', 'webhook', 'clientConfig', 'caBundle');
  if (bundle === undefined || isCertificate(bundle)) return crd;
  return edit(crd, ['spec', 'conversion', 'webhook', 'clientConfig'], (config) => {
    if (!isObject(config)) return config;
    const { caBundle: _, ...rest } = config;
    return rest;
  });
}

function isCertificate(bundle: Json): boolean {
  if (typeof bundle !== 'string') return false;
  return Buffer.from(bundle, 'base64').toString('latin1').includes('-----BEGIN CERTIFICATE-----');
}

const podTemplates: Readonly<Record<string, readonly string[]>> = {
  '/Pod': ['spec'],
  '/ReplicationController': ['spec', 'template', 'spec'],
  'apps/Deployment': ['spec', 'template', 'spec'],
  'apps/StatefulSet': ['spec', 'template', 'spec'],
  'apps/DaemonSet': ['spec', 'template', 'spec'],
  'apps/ReplicaSet': ['spec', 'template', 'spec'],
  'batch/Job': ['spec', 'template', 'spec'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** The protocol is part of a port's key in the merge: left out, two ports of one number would be one. */
function withProtocols(object: JsonObject, group: string, kind: string): JsonObject {
  if (group === '' && kind === 'Service') return edit(object, ['spec', 'ports'], defaultProtocols);
  const template = podTemplates[`${group}/${kind}`];
  if (template === undefined) return object;
  return edit(object, [...template, 'containers'], (containers) =>
    Array.isArray(containers)
      ? containers.map((container) =>
          isObject(container) ? edit(container, ['ports'], defaultProtocols) : container,
        )
      : containers,
  );
}

function defaultProtocols(ports: Json): Json {
  if (!Array.isArray(ports)) return ports;
  return ports.map((port) =>
    isObject(port) && getOwn(port, 'protocol') === undefined ? { ...port, protocol: 'TCP' } : port,
  );
}

/** The object with one value of it changed; as it is where the path ends early. */
function edit(
  object: JsonObject,
  path: readonly string[],
  change: (value: Json) => Json,
): JsonObject {
  const [key, ...rest] = path;
  const value = key === undefined ? undefined : getOwn(object, key);
  if (key === undefined || value === undefined) return object;
  if (rest.length > 0 && !isObject(value)) return object;
  return {
    ...object,
    [key]: rest.length === 0 ? change(value) : edit(value as JsonObject, rest, change),
  };
}
