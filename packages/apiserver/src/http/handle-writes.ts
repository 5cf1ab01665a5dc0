import { getString, type JsonObject } from '@fluxts/base';
import { badRequest, invalid, notFound } from '../api-error.ts';
import type { ObjectView } from '../objects/stored-object.ts';
import { applyObject } from '../verbs/apply.ts';
import { applyPatch, readPatchType } from '../verbs/patch.ts';
import { createObject } from '../write/create.ts';
import { pruneUnknownFields } from '../write/field-validation.ts';
import { updateObject } from '../write/update.ts';
import { metadataOf, type WriteEnvironment } from '../write/write-options.ts';
import type { ApiRequest } from './api-request.ts';
import { asObject, decodeBody, readBody } from './body.ts';
import { readObject } from './incoming-object.ts';
import type { Reply } from './reply.ts';
import { writeOptionsOf } from './write-options-of.ts';

/** Kinds that a PUT to a name that is not there creates, as in the real server. */
const createdByUpdate = new Set(['endpoints', 'events', 'leases', 'limitranges', 'resourcequotas']);

const versionRequired = {
  reason: 'FieldValueInvalid',
  field: 'metadata.resourceVersion',
  message: 'Invalid value: 0x0: must be specified for an update',
};

/** Answers POST to a collection. */
export async function handleCreate(
  environment: WriteEnvironment,
  request: ApiRequest,
): Promise<Reply> {
  const { info, namespace } = request;
  if (info.namespaced && namespace === undefined) {
    throw badRequest('an empty namespace may not be set during creation');
  }
  const options = writeOptionsOf(request);
  const draft = await readObject(request, options);
  const view = await createObject(environment, { info, namespace, draft }, options);
  return reply(request, 201, view);
}

/** Answers PUT of an object or its status. */
export async function handleUpdate(
  environment: WriteEnvironment,
  request: ApiRequest,
): Promise<Reply> {
  const { info, namespace, address } = request;
  const name = address.name as string;
  const subresource = statusOf(address.subresource);
  const options = writeOptionsOf(request);
  const draft = await readObject(request, options);
  const version = getString(draft, 'metadata', 'resourceVersion') ?? '';
  if (environment.objects.get(info, namespace, name) === undefined) {
    if (!createdByUpdate.has(info.plural) || version !== '') throw notFound(info, name);
    request.authorize('create');
    metadataOf(draft)['name'] = name;
    return reply(
      request,
      201,
      await createObject(environment, { info, namespace, draft }, options),
    );
  }
  if (version === '' && info.openApiSchema !== undefined) {
    throw invalid(info, name, [versionRequired]);
  }
  const change = (): { next: JsonObject; tracked: boolean } => ({ next: draft, tracked: false });
  const target = { info, namespace, name, subresource, change };
  return reply(request, 200, await updateObject(environment, target, options));
}

/** Answers PATCH of an object or its status. */
export async function handlePatch(
  environment: WriteEnvironment,
  request: ApiRequest,
): Promise<Reply> {
  const { info, namespace, address, http } = request;
  const name = address.name as string;
  const subresource = statusOf(address.subresource);
  const contentType = http.headers['content-type'];
  const type = readPatchType(contentType, info);
  const options = writeOptionsOf(request, type === 'apply');
  const { value, duplicates } = decodeBody(await readBody(http), contentType);
  const target = { info, namespace, name, subresource };
  if (type === 'apply') {
    const applied = asObject(value);
    pruneUnknownFields(applied, info, options, duplicates);
    const force = request.query.get('force') === 'true';
    const authorizeCreate = (): void => request.authorize('create');
    const result = await applyObject(
      environment,
      { ...target, applied, force, authorizeCreate },
      options,
    );
    return reply(request, result.created ? 201 : 200, result.view);
  }
  if (request.query.has('force'))
    throw badRequest('force: Forbidden: may not be specified for non-apply patch');
  const change = (live: JsonObject): { next: JsonObject; tracked: boolean } => {
    const next = applyPatch(type, live, value, info.schema);
    pruneUnknownFields(next, info, options, duplicates);
    return { next: withoutOwnVersion(next, live), tracked: false };
  };
  return reply(request, 200, await updateObject(environment, { ...target, change }, options));
}

/** A patch that leaves resourceVersion alone fits whatever state it meets, so that it is tried again. */
function withoutOwnVersion(next: JsonObject, live: JsonObject): JsonObject {
  const metadata = metadataOf(next);
  if (metadata['resourceVersion'] === metadataOf(live)['resourceVersion']) {
    delete metadata['resourceVersion'];
  }
  return next;
}

function statusOf(subresource: string | undefined): 'status' | undefined {
  return subresource === 'status' ? 'status' : undefined;
}

function reply({ negotiated, info }: ApiRequest, code: number, view: ObjectView): Reply {
  return { code, body: negotiated.representation.one(view, info) };
}
