import { getString, type JsonObject } from '@fluxts/base';
import { badRequest } from '../api-error.ts';
import { apiVersionOf } from '../resource.ts';
import { pruneUnknownFields } from '../write/field-validation.ts';
import { metadataOf, type WriteOptions } from '../write/write-options.ts';
import type { ApiRequest } from './api-request.ts';
import { asObject, decodeBody, readBody } from './body.ts';

/**
 * Reads the object that a create or update sends, checks that it is what the address names, and removes
 * what its schema does not know.
 * @throws ApiError `BadRequest`, `UnsupportedMediaType`, `RequestEntityTooLarge`
 */
export async function readObject(request: ApiRequest, options: WriteOptions): Promise<JsonObject> {
  const { info, namespace, address } = request;
  const body = await readBody(request.http);
  const { value, duplicates } = decodeBody(body, request.http.headers['content-type']);
  const draft = asObject(value);
  const apiVersion = getString(draft, 'apiVersion') ?? '';
  const kind = getString(draft, 'kind') ?? '';
  const expected = apiVersionOf(info);
  if (apiVersion !== '' && apiVersion !== expected) {
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
  if (kind !== '' && kind !== info.kind) {
    throw badRequest(
      `${kind} in version "${info.version}" cannot be handled as a ${info.kind}: the kind of the object does not match the address`,
    );
  }
  const complete: JsonObject = { apiVersion: expected, kind: info.kind, ...draft };
  complete['apiVersion'] = expected;
  complete['kind'] = info.kind;
  const metadata = metadataOf(complete);
  const ownNamespace = getString(metadata, 'namespace') ?? '';
  // Where no namespace is named, one that the object names counts for nothing.
  if (ownNamespace !== '' && namespace !== undefined && ownNamespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const ownName = getString(metadata, 'name') ?? '';
  if (address.name !== undefined && ownName !== '' && ownName !== address.name) {
    throw badRequest(
      `the name of the object (${ownName}) does not match the name on the URL (${address.name})`,
    );
  }
  pruneUnknownFields(complete, info, options, duplicates);
  return complete;
}
