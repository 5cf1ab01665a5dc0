import type { JsonObject } from '@fluxts/base';
import type { ResourceRegistry } from '../registry.ts';
import { apiVersionOf, type ResourceInfo } from '../resource.ts';
import { readAccept } from '../represent/negotiate.ts';
import { encodeObject } from '../objects/stored-object.ts';
import { jsonReply, type Reply } from './reply.ts';

const aggregatedType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Groups that stand first, as the real server orders them; the rest follow by name. */
const firstGroups = ['', 'apiregistration.k8s.io', 'apps', 'events.k8s.io'];

/** What the server serves, in the forms of `/api` and `/apis`. Made when asked for, until something changes. */
export class Discovery {
  readonly #registry: ResourceRegistry;
  readonly #made = new Map<string, Reply>();

  constructor(registry: ResourceRegistry) {
    this.#registry = registry;
    registry.onChange(() => this.#made.clear());
  }

  /** Answers a discovery path; undefined for one that names nothing. */
  answer(path: string, accept: string | undefined): Reply | undefined {
    const parts = path.split('/').filter((part) => part !== '');
    if (parts.length > 3 || (parts[0] === 'api' && parts.length > 2)) return undefined;
    const aggregated = parts.length === 1 && wantsAggregated(accept);
    const key = `${aggregated ? 'aggregated' : 'plain'} ${parts.join('/')}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = aggregated ? this.#aggregated(parts[0] === 'api') : this.#plain(parts);
    // Only what exists gets a place in the cache.
    if (made !== undefined) this.#made.set(key, made);
    return made;
  }

  #plain(parts: readonly string[]): Reply | undefined {
    const [root, group, version] = parts;
    if (root === 'api') {
      if (group === undefined) return jsonReply(200, coreVersions);
      return group === 'v1' ? this.#resources('', 'v1') : undefined;
    }
    if (group === undefined) {
      const groups = this.#groups()
        .filter(([name]) => name !== '')
        .map(([name, infos]) => groupJson(name, infos));
      return jsonReply(200, { kind: 'APIGroupList', apiVersion: 'v1', groups });
    }
    if (version !== undefined) return this.#resources(group, version);
    const found = this.#groups().find(([name]) => name === group);
    if (found === undefined) return undefined;
    return jsonReply(200, { kind: 'APIGroup', apiVersion: 'v1', ...groupJson(...found) });
  }

  #resources(group: string, version: string): Reply | undefined {
    const infos = this.#registry
      .all()
      .filter((info) => info.group === group && info.version === version);
    if (infos.length === 0) return undefined;
    return jsonReply(200, {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: apiVersionOf({ group, version }),
      resources: infos.flatMap(resourceRows),
    });
  }

  #aggregated(core: boolean): Reply {
    const items = this.#groups()
      .filter(([group]) => (group === '') === core)
      .map(([group, infos]) => ({
        metadata:
          group === '' ? { creationTimestamp: null } : { name: group, creationTimestamp: null },
        versions: versionsOf(infos).map((version) => ({
          version,
          resources: infos.filter((info) => info.version === version).map(aggregatedResource),
          freshness: 'Current',
        })),
      }));
    const list = {
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items,
    };
    return { code: 200, body: encodeObject(list), contentType: aggregatedType };
  }

  #groups(): [group: string, infos: readonly ResourceInfo[]][] {
    const groups = new Map<string, ResourceInfo[]>();
    for (const info of this.#registry.all()) {
      const infos = groups.get(info.group);
      if (infos === undefined) groups.set(info.group, [info]);
      else infos.push(info);
    }
    return [...groups].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }
}

const coreVersions: JsonObject = {
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [],
};

function rank(group: string): number {
  const place = firstGroups.indexOf(group);
  return place < 0 ? firstGroups.length : place;
}

function wantsAggregated(accept: string | undefined): boolean {
  return readAccept(accept).some(
    ({ parameters }) =>
      parameters.get('as') === 'APIGroupDiscoveryList' && parameters.get('v') === 'v2',
  );
}

function groupJson(name: string, infos: readonly ResourceInfo[]): JsonObject {
  const versions = versionsOf(infos).map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions, preferredVersion: versions[0] ?? {} };
}

/** The versions of a group, the preferred one first: stable before beta before alpha, newest first. */
function versionsOf(infos: readonly ResourceInfo[]): string[] {
  return [...new Set(infos.map((info) => info.version))].sort(compareVersions);
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [versionRank(a), versionRank(b)];
  for (let index = 0; index < x.length; index++) {
    const difference = (y[index] as number) - (x[index] as number);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}

function versionRank(version: string): readonly number[] {
  const parts = /^v(?<major>\d+)(?:(?<stage>alpha|beta)(?<minor>\d+))?$/.exec(version)?.groups;
  if (parts === undefined) return [0, 0, 0];
  const stage = parts['stage'] === undefined ? 3 : parts['stage'] === 'beta' ? 2 : 1;
  return [stage, Number(parts['major']), Number(parts['minor'] ?? '0')];
}

/** What an `APIResourceList` says of a resource and its subresources: a row each. */
function resourceRows(info: ResourceInfo): JsonObject[] {
  const common = { namespaced: info.namespaced };
  const rows: JsonObject[] = [
    {
      name: info.plural,
      singularName: info.singular,
      ...common,
      kind: info.kind,
      verbs: [...info.verbs],
      ...(info.shortNames.length === 0 ? {} : { shortNames: [...info.shortNames] }),
      ...(info.categories.length === 0 ? {} : { categories: [...info.categories] }),
      storageVersionHash: storageHash(info),
    },
  ];
  for (const sub of subresourcesOf(info)) {
    rows.push({
      name: `${info.plural}/${sub.name}`,
      singularName: '',
      ...common,
      ...(sub.version === undefined ? {} : { group: sub.group ?? '', version: sub.version }),
      kind: sub.kind,
      verbs: [...sub.verbs],
    });
  }
  return rows;
}

function aggregatedResource(info: ResourceInfo): JsonObject {
  const subresources = subresourcesOf(info).map((sub) => ({
    subresource: sub.name,
    responseKind: {
      group: sub.group ?? info.group,
      version: sub.version ?? info.version,
      kind: sub.kind,
    },
    verbs: [...sub.verbs],
  }));
  return {
    resource: info.plural,
    responseKind: { group: info.group, version: info.version, kind: info.kind },
    scope: info.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: info.singular,
    verbs: [...info.verbs],
    ...(info.shortNames.length === 0 ? {} : { shortNames: [...info.shortNames] }),
    ...(info.categories.length === 0 ? {} : { categories: [...info.categories] }),
    ...(subresources.length === 0 ? {} : { subresources }),
  };
}

interface Subresource {
  readonly name: string;
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly string[];
}

const readAndWrite = ['get', 'patch', 'update'];

function subresourcesOf(info: ResourceInfo): readonly Subresource[] {
  return [
    ...info.connect,
    ...(info.scale === undefined
      ? []
      : [
          {
            name: 'scale',
            kind: 'Scale',
            group: 'autoscaling',
            version: 'v1',
            verbs: readAndWrite,
          },
        ]),
    ...(info.hasStatus ? [{ name: 'status', kind: info.kind, verbs: readAndWrite }] : []),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function storageHash(info: ResourceInfo): string {
  return Buffer.from(`${info.group}/${info.storageVersion}/${info.kind}`)
    .toString('base64')
    .slice(0, 12);
}
