import type { JsonObject } from '@fluxts/base';
import { encodeObject, type ObjectView } from '../objects/stored-object.ts';
import type { ResourceInfo, TableColumn } from '../resource.ts';
import { partialObject } from './partial.ts';
import type { ListMetadata, Representation } from './representation.ts';

/** What a row carries beside its cells: `includeObject` of `meta.k8s.io/v1` TableOptions. */
export type IncludeObject = 'Metadata' | 'None' | 'Object';

const kind = 'Table';
const apiVersion = 'meta.k8s.io/v1';

/** `as=Table`: how `kubectl get` asks, so that the server chooses the columns. */
export function tables(include: IncludeObject, now: () => Date): Representation {
  const table = (
    views: readonly ObjectView[],
    metadata: ListMetadata | JsonObject,
    info: ResourceInfo,
    withColumns: boolean,
  ): Uint8Array => {
    const time = now();
    return encodeObject({
      kind,
      apiVersion,
      metadata: { ...metadata },
      columnDefinitions: withColumns ? info.table.columns.map(columnJson) : [],
      rows: views.map((view) => rowOf(view, info, include, time)),
    });
  };
  return {
    one: (view, info) => table([view], revisionOf(view), info, true),
    list: (views, metadata, info) => table(views, metadata, info, true),
    event: (view, info, first) => table([view], revisionOf(view), info, first),
    bookmark: (metadata) => ({ kind, apiVersion, metadata, columnDefinitions: [], rows: [] }),
  };
}

function columnJson(column: TableColumn): JsonObject {
  return { ...column };
}

function revisionOf(view: ObjectView): JsonObject {
  const { resourceVersion } = view.object['metadata'] as JsonObject;
  return resourceVersion === undefined ? {} : { resourceVersion };
}

function rowOf(
  view: ObjectView,
  info: ResourceInfo,
  include: IncludeObject,
  now: Date,
): JsonObject {
  const cells = [...info.table.cells(view.object, now)];
  if (include === 'None') return { cells };
  return { cells, object: include === 'Object' ? view.object : partialObject(view.object) };
}
