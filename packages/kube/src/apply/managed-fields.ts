import { getOwn, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { KubeError } from '../error.ts';
import { FieldSet } from '../fields/field-set.ts';

/** Who wrote fields, and how: one entry of `metadata.managedFields`. */
export interface FieldManager {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** Empty for the object itself. */
  readonly subresource: string;
  /** RFC 3339 in whole seconds; undefined where the entry has none. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

/** The managers of an object, by {@link managerId}. */
export type FieldManagers = ReadonlyMap<string, FieldManager>;

/** What tells managers apart. An applier is the same whichever version it applies in. */
export function managerId(
  manager: Pick<FieldManager, 'manager' | 'operation' | 'apiVersion' | 'subresource'>,
): string {
  const apiVersion = manager.operation === 'Apply' ? '' : manager.apiVersion;
  return JSON.stringify([manager.manager, manager.operation, apiVersion, manager.subresource]);
}

/**
 * Reads `metadata.managedFields`.
 * @throws KubeError `InvalidFields` naming the entry
 */
export function decodeManagedFields(entries: Json | undefined): FieldManagers {
  const managers = new Map<string, FieldManager>();
  if (entries === undefined || entries === null) return managers;
  if (!Array.isArray(entries)) throw invalid('metadata.managedFields must be a list');
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry)) throw invalid(`metadata.managedFields[${index}] must be an object`);
    const operation = getOwn(entry, 'operation');
    if (operation !== 'Apply' && operation !== 'Update') {
      throw invalid(`metadata.managedFields[${index}].operation must be \`Apply\` or \`Update\``);
    }
    if (getOwn(entry, 'fieldsType') !== 'FieldsV1') {
      throw invalid(`metadata.managedFields[${index}].fieldsType must be \`FieldsV1\``);
    }
    const manager: FieldManager = {
      manager: getString(entry, 'manager') ?? '',
      operation,
      apiVersion: getString(entry, 'apiVersion') ?? '',
      subresource: getString(entry, 'subresource') ?? '',
      time: getString(entry, 'time'),
      fields: FieldSet.decode(getOwn(entry, 'fieldsV1') ?? {}),
    };
    managers.set(managerId(manager), manager);
  }
  return managers;
}

/** Reads an object's managers; none when it has none or they make no sense, as the API server does. */
export function managersOf(object: JsonObject | undefined): FieldManagers {
  const metadata = object === undefined ? undefined : getOwn(object, 'metadata');
  if (!isObject(metadata)) return new Map();
  try {
    return decodeManagedFields(getOwn(metadata, 'managedFields'));
  } catch {
    return new Map();
  }
}

/** Writes managers in the API server's order: appliers first, then by time, name, version, subresource. */
export function encodeManagedFields(managers: FieldManagers): JsonObject[] {
  return [...managers.values()]
    .filter((manager) => !manager.fields.empty)
    .sort(compareManagers)
    .map((manager) => ({
      ...(manager.apiVersion === '' ? {} : { apiVersion: manager.apiVersion }),
      fieldsType: 'FieldsV1',
      fieldsV1: manager.fields.encode(),
      ...(manager.manager === '' ? {} : { manager: manager.manager }),
      operation: manager.operation,
      ...(manager.subresource === '' ? {} : { subresource: manager.subresource }),
      ...(manager.time === undefined ? {} : { time: manager.time }),
    }));
}

/** The object with the managers written into it, or without the field when there are none. */
export function withManagers(object: JsonObject, managers: FieldManagers): JsonObject {
  const entries = encodeManagedFields(managers);
  const bare = withoutManagedFields(object);
  if (entries.length === 0) return bare;
  const metadata = getOwn(bare, 'metadata');
  return {
    ...bare,
    metadata: { ...(isObject(metadata) ? metadata : {}), managedFields: entries },
  };
}

/** The object without `metadata.managedFields`. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  const metadata = getOwn(object, 'metadata');
  if (!isObject(metadata) || !Object.hasOwn(metadata, 'managedFields')) return object;
  const { managedFields: _, ...rest } = metadata;
  return { ...object, metadata: rest };
}

/** Whether two sets of managers own the same fields, times aside. */
export function sameOwnership(a: FieldManagers, b: FieldManagers): boolean {
  if (a.size !== b.size) return false;
  for (const [id, manager] of a) {
    const other = b.get(id);
    if (other === undefined || other.apiVersion !== manager.apiVersion) return false;
    if (!manager.fields.equals(other.fields)) return false;
  }
  return true;
}

/** Fields that nobody owns, as the system alone writes them or they name the object. */
const unowned: FieldSet = FieldSet.of(
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => ['f:metadata', `f:${name}`]),
);

/** A field set without what nobody owns. */
export function ownable(fields: FieldSet): FieldSet {
  return fields.difference(unowned);
}

function compareManagers(a: FieldManager, b: FieldManager): number {
  return (
    compareText(a.operation, b.operation) ||
    seconds(a.time) - seconds(b.time) ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The time of an entry in seconds since 1970; 0 when it has none. */
export function seconds(time: string | undefined): number {
  const milliseconds = time === undefined ? 0 : Date.parse(time);
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1000);
}

function invalid(message: string): KubeError {
  return new KubeError('InvalidFields', message, { retry: 'on-change' });
}
