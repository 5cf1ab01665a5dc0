import { apiVersionOf } from '../resource.ts';
import { joinJson, type Representation } from './representation.ts';

/** Objects as they are: their JSON is ready, so lists and events are put together without serialising. */
export const wholeObjects: Representation = {
  one: (view) => view.bytes,
  list: (views, metadata, info) =>
    joinJson(
      `{"kind":${JSON.stringify(info.listKind)},"apiVersion":${JSON.stringify(apiVersionOf(info))},"metadata":${JSON.stringify(metadata)},"items":[`,
      views.map((view) => view.bytes),
      ']}',
    ),
  event: (view) => view.bytes,
  bookmark: (metadata, info) => ({ kind: info.kind, apiVersion: apiVersionOf(info), metadata }),
};
