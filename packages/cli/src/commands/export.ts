import { type JsonObject, getString, isObject } from '@fluxts/base';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';
import { storageApiVersion } from '@fluxts/flux-api';
import { withCluster } from '../cluster/connect.ts';
import { noneFoundError, notFoundError } from '../cluster/locate.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type Flag } from '../command/flag.ts';
import { exportDocument } from '../create/upsert.ts';
import { UsageError } from '../error.ts';
import { canonicalSpec } from '../export/canonical-spec.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { lastWord, verbGroup } from './verb-group.ts';

const exportFlags: { readonly all: Flag<boolean> } = {
  all: bool(false, 'select all resources'),
};

const credentialFlags: { readonly 'with-credentials': Flag<boolean> } = {
  'with-credentials': bool(false, 'include credential secrets'),
};

function exportKind(kind: CliKind): Command {
  const isSource = kind.words[0] === 'source';
  return command({
    name: lastWord(kind),
    aliases: kind.aliases,
    operands: '[name]',
    summary: `Export ${kind.api.kind} ${isSource ? 'sources' : 'resources'} in YAML format`,
    flags: { ...exportFlags, ...credentialFlags },
    run: (context, { args, flags }) =>
      withCluster(context, async ({ client, namespace }) => {
        if (args.length === 0 && !flags.all) {
          throw new UsageError('InvalidArguments', 'name is required');
        }
        const signal = context.deadline;
        const objects = flags.all
          ? (await client.list({ ...kindRef(kind), namespace }, { signal })).items
          : [await named(client, kind, namespace, args[0] as string, signal)];
        if (objects.length === 0) throw await noneFoundError(client, kindRef(kind), namespace);
        for (const object of objects) {
          context.io.out(exportDocument(exported(object, storageApiVersion(kind.api))));
          const secret = flags['with-credentials']
            ? await secretOf(client, object, signal)
            : undefined;
          if (secret !== undefined) context.io.out(exportDocument(secret));
        }
      }),
  });
}

async function named(
  client: KubeClient,
  kind: CliKind,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<KubeObject> {
  const object = await client.find({ ...kindRef(kind), namespace, name }, { signal });
  if (object === undefined) throw await notFoundError(client, kindRef(kind), name, namespace);
  return object;
}

/** What belongs into git: identity, labels, annotations, spec; nothing that a cluster added. */
function exported(object: KubeObject, apiVersion: string): JsonObject {
  const { name, namespace, labels, annotations } = object.metadata;
  const kept = Object.fromEntries(
    Object.entries(annotations ?? {}).filter(([key]) => !clusterAnnotations.has(key)),
  );
  const spec = object['spec'];
  return {
    apiVersion,
    kind: object.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }),
    },
    ...(isObject(spec) ? { spec: canonicalSpec(spec) } : {}),
  };
}

const clusterAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'reconcile.fluxcd.io/requestedAt',
  'fluxts.dev/unreferenced',
]);

async function secretOf(
  client: KubeClient,
  object: KubeObject,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const name = getString(object, 'spec', 'secretRef', 'name');
  const { namespace } = object.metadata;
  if (name === undefined || namespace === undefined) return undefined;
  const secret = await client.get(
    { apiVersion: 'v1', kind: 'Secret', namespace, name },
    { signal },
  );
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    ...(secret['data'] === undefined ? {} : { data: secret['data'] }),
    ...(secret['type'] === undefined ? {} : { type: secret['type'] }),
  };
}

/** `flux export`. */
export const exportCommand: Command = verbGroup({
  name: 'export',
  summary: 'Export resources in YAML format',
  description: 'The export sub-commands export resources in YAML format.',
  sources: 'Export sources',
  flags: exportFlags,
  command: exportKind,
});
