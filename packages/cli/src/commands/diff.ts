import {
  diffSet,
  entryOf,
  formatEntry,
  ownerLabels,
  refOfEntry,
  staleEntries,
} from '@fluxts/apply';
import { errorMessage, type JsonObject } from '@fluxts/base';
import type { KustomizationObject } from '@fluxts/flux-api';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';
import { buildLocally, type BuiltKustomization } from '../build/build-kustomization.ts';
import { readKustomization } from '../build/read-kustomization.ts';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type FlagSet, string, stringMap, strings } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { objectName } from '../create/create-flags.ts';
import { formatDeletion, formatDiffEntry } from '../diff/format-diff.ts';
import { CommandError, ExitError } from '../error.ts';

const flagSet = {
  path: string('', 'Path to a local directory that matches the specified Kustomization.spec.path.'),
  'progress-bar': bool(true, 'Boolean to set the progress bar. The default value is true.'),
  'ignore-paths': strings([], 'set paths to ignore in .gitignore format'),
  'kustomization-file': string('', 'Path to the Flux Kustomization YAML file.'),
  'strict-substitute': bool(
    false,
    'When enabled, the post build substitutions will fail if a var without a default value is declared in files but is missing from the input vars.',
  ),
  recursive: bool(false, 'Recursively diff Kustomizations', { short: 'r' }),
  'local-sources': stringMap(
    'Comma-separated list of repositories in format: Kind/namespace/name=path',
  ),
  'in-memory-build': bool(false, 'Use in-memory filesystem during build.'),
  'ignore-not-found': bool(
    false,
    'Ignore Kustomization not found errors on the cluster when diffing.',
  ),
} satisfies FlagSet;

const diffKustomization: Command = command({
  name: 'kustomization',
  aliases: ['ks'],
  operands: '[name]',
  summary: 'Diff Kustomization',
  description:
    'The diff command does a build, then it performs a server-side dry-run and prints the diff.\n' +
    'Exit status: 0 No differences were found. 1 Differences were found. >1 diff failed with an error.',
  example: 'flux diff kustomization my-app --path ./path/to/local/manifests',
  flags: flagSet,
  run: (context, { args, flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      const name = objectName(args, 'kustomization');
      let changes = 0;
      try {
        const file = flags['kustomization-file'];
        const object = await readKustomization(context, { name, namespace, file, client });
        const built = await buildLocally(object, flags.path, {
          cwd: context.cwd,
          client,
          strictSubstitution: flags['strict-substitute'],
          recursive: flags.recursive,
          localSources: flags['local-sources'],
          ignorePaths: flags['ignore-paths'],
          onWarning: (warning) => context.log.warning(warning),
          signal: context.deadline,
        });
        for (const one of built) {
          const live = await liveKustomization(context, client, one, {
            required: file !== '' && !flags['ignore-not-found'],
          });
          changes += await printDiff(context, client, one, live);
        }
      } catch (error) {
        context.signal.throwIfAborted();
        throw new ExitError(2, errorMessage(error));
      }
      if (changes > 0) {
        throw new ExitError(1, 'identified at least one change, exiting with non-zero exit code');
      }
    }),
});

/** The Kustomization in the cluster, whose inventory tells what would be deleted. */
async function liveKustomization(
  context: Context,
  client: KubeClient,
  { kustomization }: BuiltKustomization,
  { required }: { readonly required: boolean },
): Promise<KustomizationObject | undefined> {
  const { apiVersion, kind, metadata } = kustomization;
  const found = await client.find(
    { apiVersion, kind, namespace: metadata.namespace, name: metadata.name },
    { signal: context.deadline },
  );
  if (found === undefined && required) {
    throw new CommandError(
      'NotFound',
      `Kustomization ${metadata.namespace}/${metadata.name} is not in the cluster; --ignore-not-found compares all the same`,
    );
  }
  return found as KustomizationObject | undefined;
}

/** @returns how many objects would change */
async function printDiff(
  context: Context,
  client: KubeClient,
  { kustomization, objects }: BuiltKustomization,
  live: KustomizationObject | undefined,
): Promise<number> {
  const { name, namespace } = kustomization.metadata;
  const entries = await diffSet(objects as readonly JsonObject[], {
    client,
    owner: { name, namespace },
    signal: context.deadline,
    ...(kustomization.spec.force === undefined ? {} : { force: kustomization.spec.force }),
    ...(kustomization.spec.ignore === undefined ? {} : { ignore: kustomization.spec.ignore }),
  });
  let changes = 0;
  for (const entry of entries) {
    const text = formatDiffEntry(entry);
    if (text === undefined) continue;
    context.io.out(text);
    if (entry.action !== 'skipped') changes++;
  }
  if (!kustomization.spec.prune) return changes;
  const before = live?.status?.inventory?.entries ?? [];
  for (const entry of staleEntries(before, objects.map(entryOf))) {
    const doomed = await client.find(refOfEntry(entry), { signal: context.deadline });
    if (doomed === undefined || !isOwned(doomed, { name, namespace })) continue;
    context.io.out(formatDeletion(formatEntry(entry)));
    changes++;
  }
  return changes;
}

/** Only what carries the labels of its Kustomization is deleted by it. */
function isOwned(object: KubeObject, owner: { name: string; namespace: string }): boolean {
  return Object.entries(ownerLabels(owner)).every(
    ([key, value]) => object.metadata.labels?.[key] === value,
  );
}

/** `flux diff`. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'Diff a flux resource',
  description:
    'The diff command is used to do a server-side dry-run on flux resources, then prints the diff.',
  subcommands: [diffKustomization],
};
