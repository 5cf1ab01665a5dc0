import type { Verb } from '../resource.ts';

/** A request for something in the API, as its address names it. */
export interface ResourceAddress {
  readonly kind: 'resource';
  readonly verb: Verb;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** The namespace in the address; `undefined` for cluster-wide resources and all namespaces. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows the subresource, as `services/NAME/proxy/…` has it; without the first slash. */
  readonly rest: string | undefined;
}

/** A request for anything else, such as discovery or health. */
export interface PathAddress {
  readonly kind: 'path';
  /** The HTTP method in lower case. */
  readonly verb: string;
  readonly path: string;
}

/** Subresources of namespaces themselves; anything else after a namespace's name is a resource in it. */
const ofNamespaces = new Set(['finalize', 'status']);

/**
 * Reads what a request is about from its method and address. Only paths below a group's version name
 * resources.
 * @returns undefined for an address that cannot be read
 */
export function readAddress(method: string, url: URL): PathAddress | ResourceAddress | undefined {
  const { pathname } = url;
  const path = (): PathAddress => ({ kind: 'path', verb: method.toLowerCase(), path: pathname });
  const raw = pathname.split('/').slice(1);
  const isCore = raw[0] === 'api';
  if (!isCore && raw[0] !== 'apis') return path();
  const groupParts = isCore ? 2 : 3;
  const filled = raw.at(-1) === '' ? raw.slice(0, -1) : raw;
  if (filled.length <= groupParts) return path();
  const parts = decodeParts(raw.slice(groupParts));
  if (parts === undefined) return undefined;
  const rawRest = raw.slice(groupParts);
  let from = 0;
  let namespace: string | undefined;
  if (parts[0] === 'namespaces' && isFilled(parts[1])) {
    if (isFilled(parts[2]) && !ofNamespaces.has(parts[2])) {
      namespace = parts[1];
      from = 2;
    }
  }
  const [plural = '', name, subresource] = parts.slice(from);
  const rest = rawRest.slice(from + 3);
  const named = isFilled(name) ? name : undefined;
  const isNamespace = plural === 'namespaces' && isCore;
  const verb = verbOf(method, named, url.searchParams);
  if (verb === undefined) return undefined;
  return {
    kind: 'resource',
    verb,
    group: isCore ? '' : (raw[1] as string),
    version: (isCore ? raw[1] : raw[2]) as string,
    plural,
    // Rights on a Namespace can be given within it.
    namespace: isNamespace ? named : namespace,
    name: named,
    subresource: isFilled(subresource) ? subresource : undefined,
    rest: rest.length === 0 ? undefined : rest.join('/'),
  };
}

function isFilled(part: string | undefined): part is string {
  return part !== undefined && part !== '';
}

function decodeParts(parts: readonly string[]): string[] | undefined {
  try {
    return parts.map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}

function verbOf(
  method: string,
  name: string | undefined,
  query: URLSearchParams,
): Verb | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (query.get('watch') === 'true' || query.get('watch') === '1') return 'watch';
      return name === undefined ? 'list' : 'get';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      return undefined;
  }
}
