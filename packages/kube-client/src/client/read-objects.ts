import { getOwn, getPath, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { KubeClientError } from '../errors.ts';
import type { KindRef, KubeList, KubeObject, KubeTable, TableColumn, TableRow } from '../object.ts';

/** Checks that an answer is an object. @throws KubeClientError `ResponseInvalid` */
export function readObject(value: Json, what: string): KubeObject {
  if (!isObject(value) || !isObject(getOwn(value, 'metadata'))) {
    throw new KubeClientError('ResponseInvalid', `the answer about ${what} is not an object`);
  }
  return value as KubeObject;
}

/**
 * An object with its kind written on it: items of lists come without one, and metadata comes as
 * `PartialObjectMetadata`. With `metadataOnly` the rest is dropped, should the server have sent it.
 */
export function asKind(object: JsonObject, kind: KindRef, metadataOnly: boolean): KubeObject {
  if (metadataOnly) {
    const metadata = object['metadata'] as KubeObject['metadata'];
    return { apiVersion: kind.apiVersion, kind: kind.kind, metadata };
  }
  if (object['apiVersion'] === kind.apiVersion && object['kind'] === kind.kind) {
    return object as KubeObject;
  }
  return { ...(object as KubeObject), apiVersion: kind.apiVersion, kind: kind.kind };
}

/** Reads a list of any kind. @throws KubeClientError `ResponseInvalid` */
export function readList(value: Json, kind: KindRef, metadataOnly: boolean): KubeList {
  const items = isObject(value) ? (getOwn(value, 'items') ?? []) : undefined;
  if (!Array.isArray(items)) {
    throw new KubeClientError('ResponseInvalid', `the list of ${kind.kind} objects is not a list`);
  }
  const remaining = getPath(value, 'metadata', 'remainingItemCount');
  const token = getString(value, 'metadata', 'continue') ?? '';
  return {
    resourceVersion: getString(value, 'metadata', 'resourceVersion') ?? '',
    continueToken: token === '' ? undefined : token,
    remaining: typeof remaining === 'number' ? remaining : undefined,
    items: items.map((item) => asKind(readObject(item, kind.kind), kind, metadataOnly)),
  };
}

/** Reads a `Table`. @throws KubeClientError `ResponseInvalid` if the server sent something else */
export function readTable(value: Json): KubeTable {
  const columns = getPath(value, 'columnDefinitions');
  const rows = getPath(value, 'rows') ?? [];
  if (getString(value, 'kind') !== 'Table' || !Array.isArray(columns) || !Array.isArray(rows)) {
    throw new KubeClientError('ResponseInvalid', 'the server did not print a table');
  }
  return {
    resourceVersion: getString(value, 'metadata', 'resourceVersion') ?? '',
    columns: columns.map(readColumn),
    rows: rows.map(readRow),
  };
}

function readColumn(value: Json): TableColumn {
  const priority = getPath(value, 'priority');
  return {
    name: getString(value, 'name') ?? '',
    type: getString(value, 'type') ?? '',
    format: getString(value, 'format') ?? '',
    description: getString(value, 'description') ?? '',
    priority: typeof priority === 'number' ? priority : 0,
  };
}

function readRow(value: Json): TableRow {
  const cells = getPath(value, 'cells');
  const object = getPath(value, 'object');
  return {
    cells: Array.isArray(cells) ? cells : [],
    object:
      isObject(object) && isObject(getOwn(object, 'metadata')) ? (object as KubeObject) : undefined,
  };
}
