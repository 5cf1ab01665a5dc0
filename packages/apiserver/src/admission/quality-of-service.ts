import { type JsonObject, getPath, isObject, jsonEqual } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';

/** The quality of service class that a pod's requests and limits give it. */
export function qosClass(spec: JsonObject): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const containers = [...mappingsAt(spec, 'initContainers'), ...mappingsAt(spec, 'containers')];
  let anything = false;
  let guaranteed = true;
  for (const container of containers) {
    const requests = getPath(container, 'resources', 'requests');
    const limits = getPath(container, 'resources', 'limits');
    anything ||= Object.keys(requests ?? {}).length > 0 || Object.keys(limits ?? {}).length > 0;
    guaranteed &&=
      isObject(limits) &&
      ['cpu', 'memory'].every(
        (name) =>
          limits[name] !== undefined && jsonEqual(getPath(requests, name) ?? null, limits[name]),
      );
  }
  if (!anything) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
