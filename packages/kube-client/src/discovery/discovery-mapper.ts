import type { Json } from '@fluxts/base';
import { isNotFound, NoKindMatchError } from '../errors.ts';
import type { CallOptions, RestMapper } from '../kube-client.ts';
import type { KindRef } from '../object.ts';
import type { Call } from '../client/session.ts';
import type { ApiGroup, ApiGroupVersion, ApiResource } from './api-resource.ts';
import { isAggregated, readAggregated, readGroupList, readResourceList } from './read-discovery.ts';

/** Sends a discovery request and reads the answer as JSON. */
export type Ask = (call: Call) => Promise<Json>;

const freshMs = 10 * 60_000;
/** A kind that is missing is looked for again no sooner than this. */
const missAgainMs = 1_000;
/** Manifests can name any number of versions that do not exist. */
const maxKnown = 1_000;
const aggregatedAccept =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

interface Known {
  readonly byKind: ReadonlyMap<string, ApiResource>;
  readonly readAt: number;
}

/**
 * Maps kinds to resources by discovery. One kind costs one small request for its group and version; the
 * whole list is asked for only when somebody wants all groups. Shared by all clients of a cluster.
 */
export class DiscoveryMapper implements RestMapper {
  readonly #ask: Ask;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #asking = new Map<string, Promise<Known>>();
  readonly #given = new Map<string, ApiResource>();
  #groups: { readonly groups: readonly ApiGroup[]; readonly readAt: number } | undefined;
  #askingGroups: Promise<readonly ApiGroup[]> | undefined;

  constructor(ask: Ask, now: () => number, given: readonly ApiResource[]) {
    this.#ask = ask;
    this.#now = now;
    for (const resource of given) this.#given.set(keyOf(resource), resource);
  }

  /** @inheritdoc */
  async resource(kind: KindRef, options: CallOptions = {}): Promise<ApiResource> {
    const given = this.#given.get(keyOf(kind));
    if (given !== undefined) return given;
    const known = this.#known.get(kind.apiVersion);
    if (known !== undefined) {
      const found = known.byKind.get(kind.kind);
      const age = this.#now() - known.readAt;
      if (found !== undefined && age < freshMs) return found;
      if (found === undefined && age < missAgainMs) throw noMatch(kind);
    }
    const found = (await this.#version(kind.apiVersion, options)).byKind.get(kind.kind);
    if (found === undefined) throw noMatch(kind);
    return found;
  }

  /** @inheritdoc */
  async groups(options: CallOptions = {}): Promise<readonly ApiGroup[]> {
    const kept = this.#groups;
    if (kept !== undefined && this.#now() - kept.readAt < freshMs) return kept.groups;
    this.#askingGroups ??= this.#readGroups(options).finally(() => {
      this.#askingGroups = undefined;
    });
    return await this.#askingGroups;
  }

  /** @inheritdoc */
  invalidate(apiVersion?: string): void {
    this.#groups = undefined;
    if (apiVersion === undefined) {
      this.#known.clear();
      this.#given.clear();
      return;
    }
    this.#known.delete(apiVersion);
    for (const [key, resource] of this.#given) {
      if (resource.apiVersion === apiVersion) this.#given.delete(key);
    }
  }

  /** Reads one group and version; calls at the same time share the request. */
  async #version(apiVersion: string, options: CallOptions): Promise<Known> {
    let asking = this.#asking.get(apiVersion);
    if (asking === undefined) {
      // One caller's abort must not fail the others that wait: the shared request has only the time limit.
      asking = this.#readVersion(apiVersion, { timeoutMs: options.timeoutMs }).finally(() =>
        this.#asking.delete(apiVersion),
      );
      this.#asking.set(apiVersion, asking);
    }
    return await asking;
  }

  async #readVersion(apiVersion: string, options: CallOptions): Promise<Known> {
    try {
      return this.#remember(apiVersion, await this.#resources(apiVersion, options));
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return this.#remember(apiVersion, []);
    }
  }

  #remember(apiVersion: string, resources: readonly ApiResource[]): Known {
    const byKind = new Map<string, ApiResource>();
    for (const resource of resources) {
      if (!byKind.has(resource.kind)) byKind.set(resource.kind, resource);
    }
    const known = { byKind, readAt: this.#now() };
    this.#known.delete(apiVersion);
    this.#known.set(apiVersion, known);
    const oldest = this.#known.keys().next();
    if (this.#known.size > maxKnown && oldest.done !== true) this.#known.delete(oldest.value);
    return known;
  }

  async #resources(apiVersion: string, options: CallOptions): Promise<ApiResource[]> {
    const path = apiVersion.includes('/')
      ? `/apis/${escaped(apiVersion)}`
      : `/api/${escaped(apiVersion)}`;
    return readResourceList(await this.#get(path, options), apiVersion);
  }

  async #readGroups(options: CallOptions): Promise<readonly ApiGroup[]> {
    const [core, named] = await Promise.all([
      this.#get('/api', options, aggregatedAccept),
      this.#get('/apis', options, aggregatedAccept),
    ]);
    const groups = [
      ...(isAggregated(core) ? readAggregated(core) : await this.#legacyCore(options)),
      ...(isAggregated(named) ? readAggregated(named) : await this.#legacyGroups(named, options)),
    ];
    this.#groups = { groups, readAt: this.#now() };
    for (const group of groups) {
      for (const { apiVersion, stale, resources } of group.versions) {
        if (!stale) this.#remember(apiVersion, resources);
      }
    }
    return groups;
  }

  async #legacyCore(options: CallOptions): Promise<ApiGroup[]> {
    return [{ name: '', versions: [await this.#legacyVersion('v1', options)] }];
  }

  async #legacyGroups(value: Json, options: CallOptions): Promise<ApiGroup[]> {
    return await Promise.all(
      readGroupList(value).map(async ({ name, apiVersions }) => ({
        name,
        versions: await Promise.all(
          apiVersions.map((apiVersion) => this.#legacyVersion(apiVersion, options)),
        ),
      })),
    );
  }

  /** One version of a group. An aggregated API that is down must not hide all others. */
  async #legacyVersion(apiVersion: string, options: CallOptions): Promise<ApiGroupVersion> {
    try {
      const resources = await this.#resources(apiVersion, options);
      return { apiVersion, stale: false, resources };
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      return { apiVersion, stale: true, resources: [] };
    }
  }

  async #get(path: string, options: CallOptions, accept = 'application/json'): Promise<Json> {
    return await this.#ask({
      verb: 'get',
      what: path,
      method: 'GET',
      path,
      headers: { accept },
      signal: options.signal,
      timeoutMs: options.timeoutMs,
      repeatable: true,
    });
  }
}

function keyOf(kind: KindRef): string {
  return `${kind.apiVersion}|${kind.kind}`;
}

function noMatch(kind: KindRef): NoKindMatchError {
  return new NoKindMatchError(kind.apiVersion, kind.kind);
}

/** An apiVersion as a path; it comes from manifests, so `..` must not climb. */
function escaped(apiVersion: string): string {
  return apiVersion
    .split('/')
    .map((part) => part.replace(/\p{Surrogate}/gu, '-'))
    .map((part) => encodeURIComponent(/^\.*$/.test(part) ? `-${part}` : part))
    .join('/');
}
