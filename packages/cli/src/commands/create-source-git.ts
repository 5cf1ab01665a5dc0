import { getString } from '@fluxts/base';
import { gitRepositoryKind, storageApiVersion } from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import { type Cluster, withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { duration } from '../command/duration-flag.ts';
import { bool, choice, type FlagSet, type FlagValues, string, strings } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { createFlags, objectName, parseLabels } from '../create/create-flags.ts';
import { gitCredentialFlags, readFlagFile, sshSecret } from '../create/git-credential-flags.ts';
import { gitSecretData, parseGitUrl, secretObject } from '../create/git-secret.ts';
import { exportDocument, upsert } from '../create/upsert.ts';
import { CommandError, UsageError } from '../error.ts';
import { gitRepository } from '../kinds/git-repository.ts';
import { waitUntilSettled } from '../reconcile/request.ts';

const flagSet = {
  ...createFlags,
  ...gitCredentialFlags,
  'fetch-timeout': duration(
    '0s',
    "set a timeout for fetch operations performed by source-controller (e.g. 'git clone' or 'helm repo update')",
  ),
  branch: string('', 'git branch'),
  tag: string('', 'git tag'),
  'tag-semver': string('', 'git tag semver range'),
  'ref-name': string('', 'git reference name'),
  commit: string('', 'git commit'),
  'secret-ref': string(
    '',
    'the name of an existing secret containing SSH or basic credentials or github app authentication',
  ),
  'proxy-secret-ref': string(
    '',
    'the name of an existing secret containing the proxy address and credentials',
  ),
  provider: choice(['generic', 'github', 'aws', 'azure'], '', 'the Git provider name'),
  'ca-file': string('', 'path to TLS CA file used for validating self-signed certificates'),
  'recurse-submodules': bool(
    false,
    'when enabled, configures the GitRepository source to initialize and include Git submodules in the artifact it produces',
  ),
  silent: bool(false, 'assumes the deploy key is already setup, skips confirmation', {
    short: 's',
  }),
  'ignore-paths': strings(
    [],
    'set paths to ignore in git resource (can specify multiple paths with commas: path1,path2)',
  ),
  'sparse-checkout-paths': strings(
    [],
    'set paths to sparse checkout in git resource (can specify multiple paths with commas: path1,path2)',
  ),
} satisfies FlagSet;

type Values = FlagValues<typeof flagSet>;

/** `flux create source git`. */
export const createSourceGitCommand: Command = command({
  name: 'git',
  operands: '[name]',
  summary: 'Create or update a GitRepository source',
  description:
    'The create source git command generates a GitRepository resource and waits for it to sync.\n' +
    'For Git over SSH, host and SSH keys are automatically generated and stored in a Kubernetes secret.\n' +
    'For private Git repositories, the basic authentication credentials are stored in a Kubernetes secret.',
  example:
    'flux create source git podinfo \\\n  --url=https://github.com/stefanprodan/podinfo --branch=master',
  flags: flagSet,
  async run(context, { args, flags }) {
    const name = objectName(args, 'GitRepository source');
    const url = checkFlags(flags);
    const labels = parseLabels(flags.label);
    context.log.generate('generating GitRepository source');
    if (flags.export) {
      const namespace = context.globals.chosenNamespace ?? context.globals.systemNamespace;
      const secretRef = flags['secret-ref'];
      context.io.out(
        exportDocument(gitRepositoryObject(name, namespace, flags, labels, secretRef)),
      );
      return;
    }
    await withCluster(context, async (cluster) => {
      const signal = context.deadline;
      const secretRef =
        flags['secret-ref'] === ''
          ? await createSecret(context, cluster, name, url, flags, signal)
          : flags['secret-ref'];
      context.log.action('applying GitRepository source');
      const object = gitRepositoryObject(name, cluster.namespace, flags, labels, secretRef);
      const outcome = await upsert(cluster.client, object, signal);
      context.log.success(`GitRepository source ${outcome}`);
      context.log.waiting('waiting for GitRepository source reconciliation');
      const target = { kind: gitRepository, namespace: cluster.namespace, name };
      const settled = await waitUntilSettled(cluster.client, target, signal);
      context.log.success('GitRepository source reconciliation completed');
      const revision = getString(settled, 'status', 'artifact', 'revision');
      if (revision === undefined) {
        throw new CommandError(
          'ReconciliationFailed',
          'GitRepository source reconciliation completed but no artifact was found',
        );
      }
      context.log.success(`fetched revision: ${revision}`);
    });
  },
});

/** Refuses combinations that no controller could make sense of. @throws UsageError */
function checkFlags(flags: Values): URL {
  const url = parseGitUrl(flags.url);
  const refs = [flags.branch, flags.tag, flags['tag-semver'], flags.commit, flags['ref-name']];
  if (refs.every((ref) => ref === '')) {
    throw new UsageError(
      'InvalidArguments',
      'a Git ref is required, use one of the following: --branch, --tag, --commit, --ref-name or --tag-semver',
    );
  }
  if (flags['ca-file'] !== '' && url.protocol === 'ssh:') {
    throw new UsageError(
      'InvalidArguments',
      'specifying a CA file is not supported for Git over SSH',
    );
  }
  if (flags['recurse-submodules'] && flags['sparse-checkout-paths'].length > 0) {
    throw new UsageError(
      'InvalidArguments',
      '--recurse-submodules and --sparse-checkout-paths cannot be used together',
    );
  }
  if (flags.provider === 'github' && flags['secret-ref'] === '') {
    throw new UsageError(
      'InvalidArguments',
      'provider github needs the secret of a GitHub App: add --secret-ref',
    );
  }
  return url;
}

function gitRepositoryObject(
  name: string,
  namespace: string,
  flags: Values,
  labels: Readonly<Record<string, string>>,
  secretRef: string,
): KubeObject {
  const ref = {
    ...(flags.branch === '' ? {} : { branch: flags.branch }),
    ...(flags.tag === '' ? {} : { tag: flags.tag }),
    ...(flags['tag-semver'] === '' ? {} : { semver: flags['tag-semver'] }),
    ...(flags['ref-name'] === '' ? {} : { name: flags['ref-name'] }),
    ...(flags.commit === '' ? {} : { commit: flags.commit }),
  };
  return {
    apiVersion: storageApiVersion(gitRepositoryKind),
    kind: gitRepositoryKind.kind,
    metadata: {
      name,
      namespace,
      ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
    },
    spec: {
      url: flags.url,
      interval: flags.interval.text,
      ref: onlyMostExact(ref),
      ...(secretRef === '' ? {} : { secretRef: { name: secretRef } }),
      ...(flags['proxy-secret-ref'] === ''
        ? {}
        : { proxySecretRef: { name: flags['proxy-secret-ref'] } }),
      ...(flags.provider === '' ? {} : { provider: flags.provider }),
      ...(flags['fetch-timeout'].milliseconds > 0 ? { timeout: flags['fetch-timeout'].text } : {}),
      ...(flags['recurse-submodules'] ? { recurseSubmodules: true } : {}),
      ...(flags['ignore-paths'].length === 0 ? {} : { ignore: flags['ignore-paths'].join('\n') }),
      ...(flags['sparse-checkout-paths'].length === 0
        ? {}
        : { sparseCheckout: [...flags['sparse-checkout-paths']] }),
    },
  };
}

type Ref = {
  readonly branch?: string;
  readonly tag?: string;
  readonly semver?: string;
  readonly name?: string;
  readonly commit?: string;
};

/** A commit may say on which branch to look for it; otherwise one rule counts, and only that is written. */
function onlyMostExact(ref: Ref): Ref {
  if (ref.commit !== undefined) {
    return { commit: ref.commit, ...(ref.branch === undefined ? {} : { branch: ref.branch }) };
  }
  if (ref.name !== undefined) return { name: ref.name };
  if (ref.semver !== undefined) return { semver: ref.semver };
  if (ref.tag !== undefined) return { tag: ref.tag };
  return ref;
}

/** Stores the credentials that the flags gave as a secret named like the source; its name, or none. */
async function createSecret(
  context: Context,
  cluster: Cluster,
  name: string,
  url: URL,
  flags: Values,
  signal: AbortSignal,
): Promise<string> {
  if (flags.provider === 'azure' || flags.provider === 'aws') return '';
  const overSsh = url.protocol === 'ssh:';
  if (overSsh) context.log.generate('generating deploy key pair');
  const data = gitSecretData({
    url,
    username: flags.username,
    password: flags.password,
    bearerToken: '',
    ca: flags['ca-file'] === '' ? undefined : readFlagFile(context, 'ca-file', flags['ca-file']),
    ssh: overSsh ? await sshSecret(context, url, flags, signal) : undefined,
  });
  if (Object.keys(data).length === 0) return '';
  if (url.protocol === 'http:') {
    context.log.warning('insecure configuration: credentials configured for an HTTP URL');
  }
  if (data['known_hosts'] !== undefined) {
    context.log.success(`collected public key from SSH server:\n${data['known_hosts']}`);
  }
  if (data['identity.pub'] !== undefined) {
    context.log.generate(`deploy key: ${data['identity.pub']}`);
    const ready =
      flags.silent ||
      (await context.io.confirm('Have you added the deploy key to your repository'));
    if (!ready) {
      throw new CommandError(
        'Refused',
        'aborting: add the deploy key to the repository, then run the command again with --silent',
      );
    }
  }
  context.log.action('applying secret with repository credentials');
  await upsert(cluster.client, secretObject(name, cluster.namespace, data, {}), signal);
  context.log.success('authentication configured');
  return name;
}
