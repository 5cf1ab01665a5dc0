import { getPath, getString, isObject, type Json, jsonClone, type JsonObject } from '@fluxts/base';
import { formatLabelSelector, labelSelectorOf, untypedSchema } from '@fluxts/kube';
import { badRequest, notFound } from '../api-error.ts';
import type { ScalePaths } from '../resource.ts';
import { applyPatch, readPatchType } from '../verbs/patch.ts';
import { updateObject } from '../write/update.ts';
import { metadataOf, type WriteEnvironment } from '../write/write-options.ts';
import type { ApiRequest } from './api-request.ts';
import { asObject, decodeBody, readBody } from './body.ts';
import { jsonReply, type Reply } from './reply.ts';
import { writeOptionsOf } from './write-options-of.ts';

/** Answers GET, PUT and PATCH of the scale subresource. */
export async function handleScale(
  environment: WriteEnvironment,
  request: ApiRequest,
  paths: ScalePaths,
): Promise<Reply> {
  const { info, namespace, address, http } = request;
  const name = address.name as string;
  const stored = environment.objects.get(info, namespace, name);
  if (stored === undefined) throw notFound(info, name);
  if (address.verb === 'get') {
    return jsonReply(200, scaleOf(stored.view(info).object, paths));
  }
  const contentType = http.headers['content-type'];
  const options = writeOptionsOf(request);
  const { value } = decodeBody(await readBody(http), contentType);
  const type = address.verb === 'patch' ? readPatchType(contentType, info) : undefined;
  if (type === 'apply')
    throw badRequest('server-side apply of a scale subresource is not supported');
  const view = await updateObject(
    environment,
    {
      info,
      namespace,
      name,
      subresource: 'scale',
      change: (live) => {
        const scale = scaleOf(live, paths);
        const wanted =
          type === undefined
            ? asObject(value)
            : applyPatch(type === 'strategic' ? 'merge' : type, scale, value, untypedSchema);
        return { next: withReplicas(live, wanted, paths), tracked: false };
      },
    },
    options,
  );
  return jsonReply(200, scaleOf(view.object, paths));
}

function scaleOf(object: JsonObject, paths: ScalePaths): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadataOf(object);
  const selector = selectorOf(object, paths);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name: name ?? '',
      ...(namespace === undefined ? {} : { namespace }),
      uid: uid ?? '',
      resourceVersion: resourceVersion ?? '',
      creationTimestamp: creationTimestamp ?? null,
    },
    spec: { replicas: numberAt(object, paths.specReplicas) },
    status: {
      replicas: numberAt(object, paths.statusReplicas),
      ...(selector === '' ? {} : { selector }),
    },
  };
}

function steps(path: string): string[] {
  return path.split('.').filter((step) => step !== '');
}

function numberAt(object: JsonObject, path: string): Json {
  const value = getPath(object, ...steps(path));
  return typeof value === 'number' ? value : 0;
}

function selectorOf(object: JsonObject, paths: ScalePaths): string {
  if (paths.selector === undefined) return '';
  const value = getPath(object, ...steps(paths.selector));
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const selector = labelSelectorOf(value);
  return selector === undefined ? '' : formatLabelSelector(selector);
}

function withReplicas(live: JsonObject, scale: JsonObject, paths: ScalePaths): JsonObject {
  const replicas = getPath(scale, 'spec', 'replicas') ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
    throw badRequest(
      'spec.replicas: Invalid value: must be a whole number greater than or equal to 0',
    );
  }
  const next = jsonClone(live);
  const path = steps(paths.specReplicas);
  const last = path.pop() as string;
  let parent = next;
  for (const step of path) {
    const child = parent[step];
    if (isObject(child)) {
      parent = child;
    } else {
      const made: JsonObject = {};
      parent[step] = made;
      parent = made;
    }
  }
  parent[last] = replicas;
  const metadata = metadataOf(next);
  const version = getString(scale, 'metadata', 'resourceVersion') ?? '';
  if (version === '') delete metadata['resourceVersion'];
  else metadata['resourceVersion'] = version;
  return next;
}
