import { kustomizationKind, storageApiVersion } from '@fluxts/flux-api';
import { getString, type JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { duration } from '../command/duration-flag.ts';
import { bool, type FlagSet, type FlagValues, string, strings } from '../command/flag.ts';
import { createFlags, objectName, parseLabels } from '../create/create-flags.ts';
import { exportDocument, upsert } from '../create/upsert.ts';
import { UsageError } from '../error.ts';
import { kustomization } from '../kinds/kustomization.ts';
import { waitUntilSettled } from '../reconcile/request.ts';

const flagSet = {
  ...createFlags,
  source: string(
    '',
    "source that contains the Kubernetes manifests in the format '[<kind>/]<name>.<namespace>', where kind must be one of: (OCIRepository, GitRepository, Bucket), if kind is not specified it defaults to GitRepository",
  ),
  path: string('./', 'path to the directory containing a kustomization.yaml file'),
  prune: bool(false, 'enable garbage collection'),
  wait: bool(false, 'enable health checking of all the applied resources'),
  'health-check': strings(
    [],
    "workload to be included in the health assessment, in the format '<kind>/<name>.<namespace>'",
  ),
  'health-check-timeout': duration('2m0s', 'timeout of health checking operations'),
  validation: string(
    '',
    "validate the manifests before applying them on the cluster, can be 'client' or 'server'",
    { hidden: true },
  ),
  'depends-on': strings(
    [],
    "Kustomization that must be ready before this Kustomization can be applied, supported formats '<name>' and '<namespace>/<name>', also accepts comma-separated values",
  ),
  'service-account': string(
    '',
    'the name of the service account to impersonate when reconciling this Kustomization',
  ),
  'decryption-provider': string('', 'decryption provider, available options are: (sops)'),
  'decryption-secret': string(
    '',
    'set the Kubernetes secret name that contains the OpenPGP private keys used for sops decryption',
  ),
  'target-namespace': string(
    '',
    'overrides the namespace of all Kustomization objects reconciled by this Kustomization',
  ),
  'kubeconfig-secret-ref': string(
    '',
    'the name of the Kubernetes Secret that contains a key with the kubeconfig file for connecting to a remote cluster',
  ),
  'retry-interval': duration(
    '0s',
    'the interval at which to retry a previously failed reconciliation',
  ),
} satisfies FlagSet;

type Values = FlagValues<typeof flagSet>;

/** `flux create kustomization`. */
export const createKustomizationCommand: Command = command({
  name: 'kustomization',
  aliases: ['ks'],
  operands: '[name]',
  summary: 'Create or update a Kustomization resource',
  description:
    'The create command generates a Kustomization resource for a given source, and waits for it to be applied.',
  example:
    'flux create kustomization podinfo \\\n  --source=GitRepository/podinfo --path="./deploy/overlays/dev" --prune=true --interval=10m',
  flags: flagSet,
  async run(context, { args, flags }) {
    const name = objectName(args, 'Kustomization');
    const labels = parseLabels(flags.label);
    const spec = kustomizationSpec(flags);
    const object = (namespace: string): KubeObject => ({
      apiVersion: storageApiVersion(kustomizationKind),
      kind: kustomizationKind.kind,
      metadata: {
        name,
        namespace,
        ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
      },
      spec,
    });
    context.log.generate('generating Kustomization');
    if (flags.export) {
      context.io.out(
        exportDocument(object(context.globals.chosenNamespace ?? context.globals.systemNamespace)),
      );
      return;
    }
    await withCluster(context, async ({ client, namespace }) => {
      const signal = context.deadline;
      context.log.action('applying Kustomization');
      const outcome = await upsert(client, object(namespace), signal);
      context.log.success(`Kustomization ${outcome}`);
      context.log.waiting('waiting for Kustomization reconciliation');
      const settled = await waitUntilSettled(
        client,
        { kind: kustomization, namespace, name },
        signal,
      );
      context.log.success(`Kustomization ${name} is ready`);
      context.log.success(
        `applied revision ${getString(settled, 'status', 'lastAppliedRevision') ?? ''}`,
      );
    });
  },
});

function kustomizationSpec(flags: Values): JsonObject {
  if (flags.source === '') throw new UsageError('InvalidArguments', 'source is required');
  if (flags.path === '') throw new UsageError('InvalidArguments', 'path is required');
  if (flags['decryption-provider'] !== '' && flags['decryption-provider'] !== 'sops') {
    throw new UsageError(
      'InvalidFlagValue',
      `decryption provider '${flags['decryption-provider']}' is not supported, must be one of: sops`,
    );
  }
  const checksHealth = flags.wait || flags['health-check'].length > 0;
  return {
    interval: flags.interval.text,
    path: safeRelativePath(flags.path),
    prune: flags.prune,
    sourceRef: sourceReference(flags.source),
    ...(flags.wait ? { wait: true } : {}),
    ...(flags['health-check'].length === 0
      ? {}
      : { healthChecks: flags['health-check'].map(healthCheck) }),
    ...(checksHealth ? { timeout: flags['health-check-timeout'].text } : {}),
    ...(flags['depends-on'].length === 0 ? {} : { dependsOn: flags['depends-on'].map(dependency) }),
    ...(flags['service-account'] === '' ? {} : { serviceAccountName: flags['service-account'] }),
    ...(flags['decryption-provider'] === ''
      ? {}
      : {
          decryption: {
            provider: 'sops',
            ...(flags['decryption-secret'] === ''
              ? {}
              : { secretRef: { name: flags['decryption-secret'] } }),
          },
        }),
    ...(flags['target-namespace'] === '' ? {} : { targetNamespace: flags['target-namespace'] }),
    ...(flags['kubeconfig-secret-ref'] === ''
      ? {}
      : { kubeConfig: { secretRef: { name: flags['kubeconfig-secret-ref'] } } }),
    ...(flags['retry-interval'].milliseconds > 0
      ? { retryInterval: flags['retry-interval'].text }
      : {}),
  };
}

/** A path below the source's root, written from `./`; what climbs above it is folded back, as Flux does. */
function safeRelativePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `./${parts.join('/')}`;
}

function sourceReference(text: string): { kind: string; name: string; namespace?: string } {
  const slash = text.indexOf('/');
  const kind = slash < 0 ? 'GitRepository' : text.slice(0, slash);
  const known = ['OCIRepository', 'GitRepository', 'Bucket', 'ExternalArtifact'].find(
    (candidate) => candidate.toLowerCase() === kind.toLowerCase(),
  );
  if (known === undefined) {
    throw new UsageError(
      'InvalidFlagValue',
      `source kind '${kind}' is not supported, must be one of: OCIRepository, GitRepository, Bucket`,
    );
  }
  const { name, namespace } = splitName(text.slice(slash + 1));
  if (name === '') throw new UsageError('InvalidFlagValue', 'no source name given');
  return { kind: known, name, ...(namespace === undefined ? {} : { namespace }) };
}

function healthCheck(text: string): {
  kind: string;
  name: string;
  namespace: string;
  apiVersion?: string;
} {
  const slash = text.indexOf('/');
  const { name, namespace } = splitName(text.slice(slash + 1));
  if (slash < 1 || name === '' || namespace === undefined) {
    throw new UsageError(
      'InvalidFlagValue',
      `invalid health check '${text}', must be in the format 'kind/name.namespace'`,
    );
  }
  const kind = text.slice(0, slash);
  return kind === 'HelmRelease'
    ? { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind, name, namespace }
    : { kind, name, namespace };
}

function dependency(text: string): { name: string; namespace?: string } {
  const slash = text.indexOf('/');
  return slash < 0
    ? { name: text }
    : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** `name.namespace`; a name may hold dots, a namespace may not. */
function splitName(text: string): { name: string; namespace: string | undefined } {
  const dot = text.lastIndexOf('.');
  return dot < 0
    ? { name: text, namespace: undefined }
    : { name: text.slice(0, dot), namespace: text.slice(dot + 1) };
}
