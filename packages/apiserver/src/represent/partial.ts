import type { JsonObject } from '@fluxts/base';
import { encodeObject, type ObjectView } from '../objects/stored-object.ts';
import { joinJson, type Representation } from './representation.ts';

const kind = 'PartialObjectMetadata';
const apiVersion = 'meta.k8s.io/v1';

/** Many watches of one object share what they send. */
const encoded = new WeakMap<ObjectView, Uint8Array>();

/** The metadata of an object, as an object of its own. */
export function partialObject(object: JsonObject): JsonObject {
  return { kind, apiVersion, metadata: object['metadata'] ?? {} };
}

function encode(view: ObjectView): Uint8Array {
  let bytes = encoded.get(view);
  if (bytes === undefined) {
    bytes = encodeObject(partialObject(view.object));
    encoded.set(view, bytes);
  }
  return bytes;
}

/** `as=PartialObjectMetadata`: what watches on managed objects ask for. */
export const metadataOnly: Representation = {
  one: encode,
  list: (views, metadata) =>
    joinJson(
      `{"kind":"${kind}List","apiVersion":"${apiVersion}","metadata":${JSON.stringify(metadata)},"items":[`,
      views.map(encode),
      ']}',
    ),
  event: encode,
  bookmark: (metadata) => ({ kind, apiVersion, metadata }),
};
