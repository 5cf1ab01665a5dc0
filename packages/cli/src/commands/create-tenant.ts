import type { KubeObject } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, string, strings } from '../command/flag.ts';
import { createFlags, objectName, parseLabels } from '../create/create-flags.ts';
import { exportDocument, upsert } from '../create/upsert.ts';
import { UsageError } from '../error.ts';

const tenantLabel = 'toolkit.fluxcd.io/tenant';
const rbac = 'rbac.authorization.k8s.io';

/** `flux create tenant`. */
export const createTenantCommand: Command = command({
  name: 'tenant',
  operands: '[name]',
  summary: 'Create or update a tenant',
  description:
    'The create tenant command generates namespaces, service accounts and role bindings to limit the\n' +
    'reconcilers scope to the tenant namespaces.',
  example:
    'flux create tenant dev-team \\\n  --with-namespace=frontend \\\n  --with-namespace=backend \\\n  --label=environment=dev \\\n  --export > dev-team.yaml',
  flags: {
    ...createFlags,
    'with-namespace': strings([], 'namespace belonging to this tenant'),
    'cluster-role': string('cluster-admin', 'cluster role of the tenant role binding'),
    'with-service-account': string('', 'service account belonging to this tenant'),
    'skip-namespace': bool(false, 'skip namespace creation (namespace must exist already)'),
  },
  async run(context, { args, flags }) {
    const name = objectName(args, 'tenant');
    const namespaces = flags['with-namespace'];
    if (namespaces.length === 0) {
      throw new UsageError('InvalidArguments', 'with-namespace is required');
    }
    for (const namespace of namespaces) {
      if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
        throw new UsageError(
          'InvalidFlagValue',
          `namespace '${namespace}' is invalid: it must be a valid DNS label`,
        );
      }
    }
    if (flags['cluster-role'] === '') {
      throw new UsageError('InvalidArguments', 'cluster-role is required');
    }
    const tenant: Tenant = {
      name,
      account: flags['with-service-account'] === '' ? name : flags['with-service-account'],
      clusterRole: flags['cluster-role'],
      labels: { ...parseLabels(flags.label), [tenantLabel]: name },
    };
    const objects = namespaces.flatMap((namespace) => [
      ...(flags['skip-namespace'] ? [] : [namespaceObject(tenant, namespace)]),
      serviceAccount(tenant, namespace),
      roleBinding(tenant, namespace),
    ]);
    if (flags.export) {
      context.io.out(objects.map(exportDocument).join(''));
      return;
    }
    await withCluster(context, async ({ client }) => {
      for (const object of objects) {
        context.log.action(`reconciling ${object.kind.toLowerCase()} ${object.metadata.name}`);
        await upsert(client, object, context.deadline);
      }
      context.log.success('tenant setup completed');
    });
  },
});

interface Tenant {
  readonly name: string;
  readonly account: string;
  readonly clusterRole: string;
  readonly labels: Readonly<Record<string, string>>;
}

function namespaceObject({ labels }: Tenant, name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { labels: { ...labels }, name } };
}

function serviceAccount({ account, labels }: Tenant, namespace: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { labels: { ...labels }, name: account, namespace },
  };
}

function roleBinding(
  { name, account, clusterRole, labels }: Tenant,
  namespace: string,
): KubeObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { labels: { ...labels }, name: `${name}-reconciler`, namespace },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: clusterRole },
    subjects: [
      { apiGroup: rbac, kind: 'User', name: `gotk:${namespace}:reconciler` },
      { kind: 'ServiceAccount', name: account, namespace },
    ],
  };
}
