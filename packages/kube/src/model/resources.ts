import { parseApiVersion } from './object-id.ts';
import { builtinResourceTable } from './resource-table.ts';

/** The verbs of an ordinary resource, in discovery's order. */
const standardVerbs: readonly string[] = Object.freeze([
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
]);

/** A part of a resource with an endpoint of its own, such as `status` or `scale`. */
export interface ApiSubresource {
  readonly name: string;
  /** The kind that the endpoint takes and gives, where it is not the resource's own. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

/** A resource as discovery lists it. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly ApiSubresource[];
}

/**
 * The built-in resources that a Kubernetes 1.35 server serves, in its order of groups. Resources
 * that are asked, not stored (TokenReview, SubjectAccessReview…), have `create` as their only verb.
 */
export const builtinResources: readonly ApiResource[] = Object.freeze(
  builtinResourceTable.flatMap(([apiVersion, ...lines]) => {
    const groupVersion = parseApiVersion(apiVersion);
    return lines.map((line) => readResource(line, groupVersion));
  }),
);

/**
 * A resource of the table: `Kind plural scope [short=a,b] [in=all] [verbs=create] [sub=status,scale]`;
 * the scope is `n` for namespaced, `c` for cluster-wide.
 */
function readResource(
  line: string,
  { group, version }: { readonly group: string; readonly version: string },
): ApiResource {
  const [kind = '', plural = '', scope = '', ...options] = line.split(' ');
  const option = (name: string): string[] =>
    options
      .find((text) => text.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .split(',') ?? [];
  const verbs = option('verbs');
  return Object.freeze({
    group,
    version,
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced: scope === 'n',
    verbs: verbs.length === 0 ? standardVerbs : verbs,
    shortNames: option('short'),
    categories: option('in'),
    subresources: option('sub').map((name) => subresource(name, { group, version, kind })),
  });
}

function subresource(
  name: string,
  owner: { readonly group: string; readonly version: string; readonly kind: string },
): ApiSubresource {
  const update = ['get', 'patch', 'update'];
  switch (name) {
    case 'scale':
      return { name, group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: update };
    case 'eviction':
      return { name, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] };
    case 'token':
      return {
        name,
        group: 'authentication.k8s.io',
        version: 'v1',
        kind: 'TokenRequest',
        verbs: ['create'],
      };
    case 'binding':
      return { name, group: '', version: 'v1', kind: 'Binding', verbs: ['create'] };
    case 'finalize':
      return { name, ...owner, verbs: ['update'] };
    case 'log':
      return { name, ...owner, verbs: ['get'] };
    case 'exec':
    case 'attach':
    case 'portforward':
      return { name, ...owner, verbs: ['create', 'get'] };
    case 'proxy':
      return { name, ...owner, verbs: ['create', 'delete', 'get', 'patch', 'update'] };
    default:
      return { name, ...owner, verbs: update };
  }
}
