import { getPath, getString, isObject } from '@fluxts/base';
import { badRequest, notFound } from '../api-error.ts';
import type { ObjectStore } from '../objects/object-store.ts';
import type { ApiRequest } from './api-request.ts';
import { type Reply, textReply } from './reply.ts';

/** Where the log of a simulated Pod comes from. */
export interface PodLogSource {
  /** The lines of a container, without line ends; undefined when it has none. */
  lines(namespace: string, pod: string, container: string): readonly string[] | undefined;
}

/** Answers `pods/NAME/log`. The Pods are simulated, so most have nothing to say. */
export function handlePodLog(
  objects: ObjectStore,
  source: PodLogSource | undefined,
  request: ApiRequest,
): Reply {
  const { info, namespace = '', address, query } = request;
  const name = address.name as string;
  const pod = objects.get(info, namespace, name);
  if (pod === undefined) throw notFound(info, name);
  const listed = getPath(pod.object, 'spec', 'containers');
  const containers = (Array.isArray(listed) ? listed : [])
    .filter(isObject)
    .map((container) => getString(container, 'name') ?? '');
  const wanted = query.get('container') ?? '';
  if (wanted === '' && containers.length > 1) {
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${containers.join(' ')}]`,
    );
  }
  if (wanted !== '' && !containers.includes(wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  const container = wanted === '' ? (containers[0] ?? '') : wanted;
  const lines = source?.lines(namespace, name, container) ?? [];
  const tail = Number(query.get('tailLines') ?? lines.length);
  const kept = Number.isInteger(tail) && tail >= 0 ? lines.slice(lines.length - tail) : lines;
  return textReply(200, kept.map((line) => `${line}\n`).join(''));
}
