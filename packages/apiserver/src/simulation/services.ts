import { createHash } from 'node:crypto';
import { type JsonObject, getOwn, getPath, getString, isObject, jsonEqual } from '@fluxts/base';
import {
  type Controller,
  type ControllerEnvironment,
  keyOf,
  splitKey,
} from '../controllers/controller.ts';
import {
  controllerReference,
  isResource,
  nameOf,
  namespaceOf,
  objectKey,
  uidOf,
} from '../controllers/identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { ensureMapping, mappingsAt } from '../reading.ts';
import { fateOf, simulatedAnnotation } from './marks.ts';
import { nodeName } from './node.ts';
import { createOwned } from './owned-pods.ts';
import { resources } from './resources.ts';
import { isFinished, isReady } from './template.ts';

/** How many endpoints one slice lists. */
const maxEndpoints = 100;

/** Gives load balancers an address, and lists the pods behind a Service in an EndpointSlice. */
export function services(environment: ControllerEnvironment): Controller {
  const { storage } = environment;
  const queue = environment.queue('services', settle);
  /** The selectors of the services of each namespace, so that a pod's event costs no listing. */
  const selectors = new Map<string, Map<string, JsonObject>>();

  async function settle(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const service = storage.get(resources.services, namespace, name);
    if (service === undefined || isDeleting(service)) return;
    await settleAddress(service);
    if (selectorOf(service) !== undefined) await listEndpoints(service);
  }

  async function settleAddress(service: JsonObject): Promise<void> {
    const has = mappingsAt(service, 'status', 'loadBalancer', 'ingress').length > 0;
    const wants = getPath(service, 'spec', 'type') === 'LoadBalancer' && fateOf(service) === 'run';
    if (has !== wants) await writeAddress(service, wants);
  }

  async function writeAddress(service: JsonObject, wants: boolean): Promise<void> {
    const digest = createHash('sha256').update(uidOf(service)).digest();
    const ip =
      getString(service, 'spec', 'loadBalancerIP') ??
      `172.18.${digest[0] ?? 0}.${1 + ((digest[1] ?? 0) % 254)}`;
    const [namespace, name] = [namespaceOf(service), nameOf(service)];
    await storage.modify(
      resources.services,
      namespace,
      name,
      (draft) => {
        if (uidOf(draft) !== uidOf(service)) return false;
        const ingress = [{ ip, ipMode: 'VIP' }];
        ensureMapping(draft, 'status')['loadBalancer'] = wants ? { ingress } : {};
        return undefined;
      },
      { subresource: 'status' },
    );
  }

  async function listEndpoints(service: JsonObject): Promise<void> {
    const [namespace, name] = [namespaceOf(service) ?? '', nameOf(service)];
    const selector = selectorOf(service) ?? {};
    const pods = storage
      .list(resources.pods, { namespace })
      .items.filter((pod) => matches(selector, pod) && !isFinished(pod) && !isDeleting(pod))
      .filter((pod) => getString(pod, 'status', 'podIP') !== undefined)
      .slice(0, maxEndpoints);
    const endpoints = pods.map(endpointOf);
    const ports = mappingsAt(service, 'spec', 'ports').map((port) => portOf(port, pods[0]));
    const slice = storage.get(resources.endpointSlices, namespace, sliceName(name));
    if (slice === undefined) {
      await createOwned(environment, resources.endpointSlices, sliceFor(service, endpoints, ports));
      return;
    }
    const same =
      jsonEqual(slice['endpoints'] ?? [], endpoints) && jsonEqual(slice['ports'] ?? [], ports);
    if (same) return;
    await storage.modify(resources.endpointSlices, namespace, sliceName(name), (draft) => {
      draft['endpoints'] = endpoints;
      draft['ports'] = ports;
    });
  }

  function note(service: JsonObject, gone: boolean): void {
    const namespace = namespaceOf(service) ?? '';
    const known = selectors.get(namespace) ?? new Map<string, JsonObject>();
    const selector = gone ? undefined : selectorOf(service);
    if (selector === undefined) known.delete(nameOf(service));
    else known.set(nameOf(service), selector);
    if (known.size === 0) selectors.delete(namespace);
    else selectors.set(namespace, known);
  }

  return {
    observe({ resource, object, type }) {
      if (isResource(resource, '', 'services')) {
        note(object, type === 'DELETED');
        if (type !== 'DELETED') queue.add(objectKey(object));
      } else if (isResource(resource, '', 'pods')) {
        for (const [name, selector] of selectors.get(namespaceOf(object) ?? '') ?? []) {
          if (matches(selector, object)) queue.add(keyOf(namespaceOf(object), name));
        }
      }
    },
  };
}

function selectorOf(service: JsonObject): JsonObject | undefined {
  const selector = getPath(service, 'spec', 'selector');
  return isObject(selector) && Object.keys(selector).length > 0 ? selector : undefined;
}

function matches(selector: JsonObject, pod: JsonObject): boolean {
  const labels = getPath(pod, 'metadata', 'labels');
  return (
    isObject(labels) &&
    Object.entries(selector).every(([key, value]) => getOwn(labels, key) === value)
  );
}

/** One slice for a service: a name that is the same every time, unlike the real server's. */
function sliceName(service: string): string {
  return `${service}-simulated`;
}

function endpointOf(pod: JsonObject): JsonObject {
  const ready = isReady(pod);
  return {
    addresses: [getString(pod, 'status', 'podIP') ?? ''],
    conditions: { ready, serving: ready, terminating: false },
    nodeName,
    targetRef: {
      kind: 'Pod',
      name: nameOf(pod),
      namespace: namespaceOf(pod) ?? '',
      uid: uidOf(pod),
    },
  };
}

function portOf(port: JsonObject, pod: JsonObject | undefined): JsonObject {
  const target = getOwn(port, 'targetPort') ?? getOwn(port, 'port') ?? 0;
  const named = mappingsAt(pod, 'spec', 'containers')
    .flatMap((container) => mappingsAt(container, 'ports'))
    .find((item) => item['name'] === target);
  const number =
    typeof target === 'number' ? target : (named?.['containerPort'] ?? getOwn(port, 'port') ?? 0);
  return {
    name: getString(port, 'name') ?? '',
    port: number,
    protocol: getString(port, 'protocol') ?? 'TCP',
  };
}

function sliceFor(service: JsonObject, endpoints: JsonObject[], ports: JsonObject[]): JsonObject {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: sliceName(nameOf(service)),
      namespace: namespaceOf(service) ?? '',
      labels: {
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
        'kubernetes.io/service-name': nameOf(service),
      },
      annotations: { [simulatedAnnotation]: 'true' },
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}
