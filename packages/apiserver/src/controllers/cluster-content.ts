import { type JsonObject, getOwn, jsonEqual } from '@fluxts/base';
import { ApiError } from '../api-error.ts';
import { ensureMapping, mappingsAt } from '../reading.ts';
import { rbacGroup } from '../rbac/authorizer.ts';
import { standardClusterRoleBindings, standardClusterRoles } from '../rbac/standard-roles.ts';
import type { GroupResource } from '../resource.ts';
import { nodeName, simulatedNode, simulatedNodeStatus } from '../simulation/node.ts';
import type { StorageAccess } from '../storage-access.ts';
import { nameOf } from './identity.ts';

const namespaces: GroupResource = { group: '', plural: 'namespaces' };
const nodes: GroupResource = { group: '', plural: 'nodes' };
const services: GroupResource = { group: '', plural: 'services' };
const clusterRoles: GroupResource = { group: rbacGroup, plural: 'clusterroles' };
const clusterRoleBindings: GroupResource = { group: rbacGroup, plural: 'clusterrolebindings' };
const standardNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What a new cluster has; what is there already is left as it is, except for rules that a standard role lacks. */
export async function createClusterContent(
  storage: StorageAccess,
  options: { readonly now: Date; readonly version: string; readonly node: boolean },
): Promise<void> {
  await Promise.all(
    standardNamespaces.map((name) =>
      ensure(storage, namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
    ),
  );
  await Promise.all([
    ...standardClusterRoles().map(async (role) => {
      await ensure(storage, clusterRoles, role);
      await completeRules(storage, role);
    }),
    ...standardClusterRoleBindings().map((binding) =>
      ensure(storage, clusterRoleBindings, binding),
    ),
    ensure(storage, services, apiService),
    ...(options.node ? [createNode(storage, options.now, options.version)] : []),
  ]);
}

const apiService: JsonObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    clusterIP: '10.96.0.1',
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
  },
};

async function ensure(
  storage: StorageAccess,
  resource: GroupResource,
  object: JsonObject,
): Promise<void> {
  const metadata = ensureMapping(object, 'metadata');
  const namespace = getOwn(metadata, 'namespace');
  const at = typeof namespace === 'string' ? namespace : undefined;
  if (storage.get(resource, at, nameOf(object)) !== undefined) return;
  try {
    await storage.create(resource, object);
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'AlreadyExists')) throw error;
  }
}

/** An older release may have made the role with fewer rules. */
async function completeRules(storage: StorageAccess, role: JsonObject): Promise<void> {
  if (getOwn(role, 'aggregationRule') !== undefined) return;
  await storage.modify(clusterRoles, undefined, nameOf(role), (draft) => {
    const annotations = ensureMapping(ensureMapping(draft, 'metadata'), 'annotations');
    if (annotations['rbac.authorization.kubernetes.io/autoupdate'] !== 'true') return false;
    const present = mappingsAt(draft, 'rules');
    const missing = mappingsAt(role, 'rules').filter(
      (rule) => !present.some((other) => jsonEqual(other, rule)),
    );
    if (missing.length === 0) return false;
    draft['rules'] = [...present, ...missing];
    return undefined;
  });
}

async function createNode(storage: StorageAccess, now: Date, version: string): Promise<void> {
  await ensure(storage, nodes, simulatedNode());
  await storage.modify(
    nodes,
    undefined,
    nodeName,
    (draft) => {
      if (
        getOwn(draft, 'status') !== undefined &&
        mappingsAt(draft, 'status', 'conditions').length > 0
      ) {
        return false;
      }
      draft['status'] = simulatedNodeStatus(now, version);
      return undefined;
    },
    { subresource: 'status' },
  );
}
