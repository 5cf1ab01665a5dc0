import { getOwn, getPath, getString, isObject, type Json } from '@fluxts/base';
import type { ApiGroup, ApiGroupVersion, ApiResource } from './api-resource.ts';

/** Reads an `APIResourceList`: the resources of one group and version. */
export function readResourceList(value: Json, apiVersion: string): ApiResource[] {
  const entries = listAt(value, 'resources');
  const subresources = new Map<string, string[]>();
  for (const entry of entries) {
    const [parent = '', child] = (getString(entry, 'name') ?? '').split('/', 2);
    if (child === undefined) continue;
    subresources.set(parent, [...(subresources.get(parent) ?? []), child]);
  }
  return entries.flatMap((entry) => {
    const name = getString(entry, 'name') ?? '';
    const kind = getString(entry, 'kind') ?? '';
    if (name === '' || kind === '' || name.includes('/')) return [];
    return [
      {
        apiVersion,
        kind,
        name,
        singularName: getString(entry, 'singularName') ?? '',
        namespaced: getPath(entry, 'namespaced') === true,
        verbs: textsAt(entry, 'verbs'),
        shortNames: textsAt(entry, 'shortNames'),
        categories: textsAt(entry, 'categories'),
        subresources: subresources.get(name) ?? [],
      },
    ];
  });
}

/** Says whether an answer to `/api` or `/apis` is the aggregated form. */
export function isAggregated(value: Json): boolean {
  return isObject(value) && getOwn(value, 'kind') === 'APIGroupDiscoveryList';
}

/** Reads an `APIGroupDiscoveryList` (`apidiscovery.k8s.io/v2`). */
export function readAggregated(value: Json): ApiGroup[] {
  return listAt(value, 'items').map((group) => {
    const name = getString(group, 'metadata', 'name') ?? '';
    return {
      name,
      versions: listAt(group, 'versions').flatMap((version) => {
        const text = getString(version, 'version');
        return text === undefined ? [] : [readAggregatedVersion(version, apiVersionOf(name, text))];
      }),
    };
  });
}

function readAggregatedVersion(version: Json, apiVersion: string): ApiGroupVersion {
  return {
    apiVersion,
    stale: getString(version, 'freshness') === 'Stale',
    resources: listAt(version, 'resources').flatMap((entry) => {
      const name = getString(entry, 'resource');
      const kind = getString(entry, 'responseKind', 'kind') ?? '';
      if (name === undefined || kind === '') return [];
      return [
        {
          apiVersion,
          kind,
          name,
          singularName: getString(entry, 'singularResource') ?? '',
          namespaced: getString(entry, 'scope') === 'Namespaced',
          verbs: textsAt(entry, 'verbs'),
          shortNames: textsAt(entry, 'shortNames'),
          categories: textsAt(entry, 'categories'),
          subresources: listAt(entry, 'subresources').flatMap(
            (sub) => getString(sub, 'subresource') ?? [],
          ),
        },
      ];
    }),
  };
}

/** Reads an `APIGroupList`: group → its apiVersions, the preferred one first. */
export function readGroupList(value: Json): { name: string; apiVersions: string[] }[] {
  return listAt(value, 'groups').map((group) => {
    const name = getString(group, 'name') ?? '';
    const preferred = getString(group, 'preferredVersion', 'groupVersion');
    const all = listAt(group, 'versions').flatMap((item) => getString(item, 'groupVersion') ?? []);
    const rest = all.filter((apiVersion) => apiVersion !== preferred);
    return { name, apiVersions: preferred === undefined ? rest : [preferred, ...rest] };
  });
}

/** `apps`, `v1` → `apps/v1`; the core group has no slash. */
function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

function listAt(value: Json | undefined, key: string): Json[] {
  const list = getPath(value, key);
  return Array.isArray(list) ? list : [];
}

function textsAt(value: Json, key: string): string[] {
  return listAt(value, key).filter((item) => typeof item === 'string');
}
