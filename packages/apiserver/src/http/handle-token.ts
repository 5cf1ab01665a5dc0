import { getPath, getString, isObject, type JsonObject } from '@fluxts/base';
import { badRequest, notFound } from '../api-error.ts';
import {
  type BoundObject,
  type ServiceAccountTokens,
  tokenIssuer,
} from '../auth/service-account-tokens.ts';
import type { StorageReader } from '../storage-access.ts';
import { timestamp, uidOf } from '../write/write-options.ts';
import type { ApiRequest } from './api-request.ts';
import { asObject, decodeBody, readBody } from './body.ts';
import { jsonReply, type Reply } from './reply.ts';

const shortest = 600;
const longest = 2 ** 32;
const usual = 3600;

/** Answers POST to `serviceaccounts/NAME/token`. */
export async function handleTokenRequest(
  tokens: ServiceAccountTokens,
  storage: StorageReader,
  request: ApiRequest,
): Promise<Reply> {
  const { info, namespace = '', address, http } = request;
  const name = address.name as string;
  const account = storage.get(info, namespace, name);
  if (account === undefined) throw notFound(info, name);
  const { value } = decodeBody(await readBody(http), http.headers['content-type']);
  const draft = asObject(value);
  const expirationSeconds = expirationOf(draft);
  const audiences = audiencesOf(draft);
  const boundObject = boundObjectOf(draft, namespace, storage);
  const { token, expires } = await tokens.issue({
    namespace,
    name,
    uid: uidOf(account),
    audiences,
    expirationSeconds,
    ...(boundObject === undefined ? {} : { boundObject }),
  });
  const bound = getPath(draft, 'spec', 'boundObjectRef');
  return jsonReply(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: null },
    spec: { audiences, expirationSeconds, boundObjectRef: bound ?? null },
    status: { token, expirationTimestamp: timestamp(expires) },
  });
}

function expirationOf(draft: JsonObject): number {
  const asked = getPath(draft, 'spec', 'expirationSeconds') ?? usual;
  if (typeof asked !== 'number' || !Number.isInteger(asked)) {
    throw badRequest('spec.expirationSeconds must be a whole number');
  }
  if (asked < shortest) {
    throw badRequest(
      `spec.expirationSeconds: Invalid value: ${asked}: may not specify a duration less than 10 minutes`,
    );
  }
  if (asked > longest) {
    throw badRequest(
      `spec.expirationSeconds: Invalid value: ${asked}: may not specify a duration larger than 2^32 seconds`,
    );
  }
  return asked;
}

function audiencesOf(draft: JsonObject): string[] {
  const given = getPath(draft, 'spec', 'audiences');
  const audiences = Array.isArray(given) ? given.filter((item) => typeof item === 'string') : [];
  return audiences.length === 0 ? [tokenIssuer] : audiences;
}

const bindable: ReadonlyMap<string, string> = new Map([
  ['Pod', 'pods'],
  ['Secret', 'secrets'],
]);

function boundObjectOf(
  draft: JsonObject,
  namespace: string,
  storage: StorageReader,
): BoundObject | undefined {
  const reference = getPath(draft, 'spec', 'boundObjectRef');
  if (!isObject(reference)) return undefined;
  const kind = getString(reference, 'kind') ?? '';
  const name = getString(reference, 'name') ?? '';
  const plural = bindable.get(kind);
  if (plural === undefined) throw badRequest(`cannot bind token to a ${kind}`);
  const object = storage.get({ group: '', plural }, namespace, name);
  if (object === undefined) throw notFound({ group: '', plural }, name);
  return { kind, name, uid: uidOf(object) };
}
