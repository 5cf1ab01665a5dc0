import { type Json, type JsonObject, getString, jsonClone, jsonEqual } from '@fluxts/base';
import { mappingAt, mappingsAt, stringsAt } from '../reading.ts';
import { definedResource } from './spec.ts';

interface Condition {
  readonly type: string;
  readonly status: 'False' | 'True';
  readonly reason: string;
  readonly message: string;
}

/**
 * What the status of a definition should be, given every other definition: its names are accepted when
 * no other of its group has them, and it is established once they are.
 * @returns undefined when the status says so already
 */
export function nextStatus(
  definition: JsonObject,
  others: readonly JsonObject[],
  now: Date,
): JsonObject | undefined {
  const conflict = findConflict(definition, others);
  const before = mappingAt(definition, 'status') ?? {};
  const names = mappingAt(definition, 'spec', 'names') ?? {};
  const established = statusOf(before, 'Established') === 'True';
  const conditions: Condition[] = [
    conflict === undefined
      ? {
          type: 'NamesAccepted',
          status: 'True',
          reason: 'NoConflicts',
          message: 'no conflicts found',
        }
      : { type: 'NamesAccepted', status: 'False', ...conflict },
  ];
  if (conflict === undefined) {
    conditions.push({
      type: 'Established',
      status: 'True',
      reason: 'InitialNamesAccepted',
      message: 'the initial names have been accepted',
    });
  } else if (!established) {
    conditions.push({
      type: 'Established',
      status: 'False',
      reason: 'NotAccepted',
      message: 'not all names are accepted',
    });
  }
  const acceptedBefore = mappingAt(before, 'acceptedNames');
  const acceptedNames =
    conflict === undefined ? names : (acceptedBefore ?? { plural: '', kind: '' });
  const next: JsonObject = {
    ...before,
    acceptedNames: jsonClone(acceptedNames),
    conditions: merge(mappingsAt(before, 'conditions'), conditions, now),
  };
  return jsonEqual(before, next) ? undefined : next;
}

function statusOf(status: JsonObject, type: string): string | undefined {
  return getString(
    mappingsAt(status, 'conditions').find((item) => item['type'] === type),
    'status',
  );
}

function findConflict(
  definition: JsonObject,
  others: readonly JsonObject[],
): { readonly reason: string; readonly message: string } | undefined {
  const { group } = definedResource(definition);
  const uid = getString(definition, 'metadata', 'uid');
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const other of others) {
    if (getString(other, 'metadata', 'uid') === uid || definedResource(other).group !== group)
      continue;
    const names = mappingAt(other, 'status', 'acceptedNames') ?? {};
    for (const name of resourceNames(names)) resources.add(name);
    for (const kind of [getString(names, 'kind'), getString(names, 'listKind')]) {
      if (kind !== undefined && kind !== '') kinds.add(kind);
    }
  }
  const names = mappingAt(definition, 'spec', 'names') ?? {};
  const checks: readonly (readonly [string, string | undefined, ReadonlySet<string>])[] = [
    ['PluralConflict', getString(names, 'plural'), resources],
    ['SingularConflict', getString(names, 'singular'), resources],
    ...stringsAt(names, 'shortNames').map(
      (name): readonly [string, string, ReadonlySet<string>] => [
        'ShortNamesConflict',
        name,
        resources,
      ],
    ),
    ['KindConflict', getString(names, 'kind'), kinds],
    ['ListKindConflict', getString(names, 'listKind'), kinds],
  ];
  for (const [reason, name, taken] of checks) {
    if (name !== undefined && taken.has(name)) {
      return { reason, message: `${JSON.stringify(name)} is already in use` };
    }
  }
  return undefined;
}

function resourceNames(names: JsonObject): readonly string[] {
  return [
    getString(names, 'plural') ?? '',
    getString(names, 'singular') ?? '',
    ...stringsAt(names, 'shortNames'),
  ].filter((name) => name !== '');
}

function merge(before: readonly JsonObject[], next: readonly Condition[], now: Date): Json[] {
  const kept = before.filter((old) => !next.some((item) => item.type === old['type']));
  const merged = next.map((item): JsonObject => {
    const old = before.find((candidate) => candidate['type'] === item.type);
    const unchanged = old?.['status'] === item.status && old['reason'] === item.reason;
    const since = unchanged ? getString(old, 'lastTransitionTime') : undefined;
    return {
      type: item.type,
      status: item.status,
      lastTransitionTime: since ?? `${now.toISOString().slice(0, 19)}Z`,
      reason: item.reason,
      message: item.message,
    };
  });
  return [...merged, ...kept];
}
