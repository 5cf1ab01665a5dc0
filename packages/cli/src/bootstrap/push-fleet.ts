import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { diskFileSystem } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { build, collect } from '@fluxts/kustomize';
import { commitFiles, followRemote, pushBranch, writeFiles } from '../checkout/commit-files.ts';
import { type GitRunner, gitRunner } from '../checkout/run-git.ts';
import type { Context } from '../context.ts';
import { scanHostKeys } from '../create/known-hosts.ts';
import { fluxtsVersion } from '../version.ts';
import type { BootstrapValues } from './bootstrap-flags.ts';
import { fleetFiles, systemFolder } from './fleet-files.ts';
import type { BootstrapOptions } from './options.ts';

/** What a bootstrap has pushed. */
export interface PushedFleet {
  /** The newest commit of the branch. */
  readonly commit: string;
  /** What the cluster's own folder builds to, the user's patches included. */
  readonly objects: readonly KubeObject[];
}

/**
 * Clones the repository, writes the files of the cluster, and commits and pushes what has changed. The clone
 * is in a temporary folder, and gone afterwards.
 */
export async function pushFleet(
  context: Context,
  options: BootstrapOptions,
  flags: BootstrapValues,
): Promise<PushedFleet> {
  const folder = await mkdtemp(join(tmpdir(), 'flux-bootstrap-'));
  try {
    const git = await openClone(context, options, flags, folder);
    context.log.action(`cloning branch "${options.branch}" from Git repository "${flags.url}"`);
    await followRemote(git, options.branch);
    context.log.success('cloned repository');

    context.log.action('generating component and sync manifests');
    const directory = systemFolder(options);
    const existing = await readIfThere(join(git.directory, directory, 'kustomization.yaml'));
    const files = fleetFiles(options, flags, existing);
    await writeFiles(git.directory, files);
    context.log.success('generated component and sync manifests');

    const appendix = flags['commit-message-appendix'];
    const subject = `Add Flux v${fluxtsVersion} component and sync manifests`;
    const made = await commitFiles(
      git,
      files.map(({ path }) => path),
      appendix === '' ? subject : `${subject}\n\n${appendix}`,
      { name: flags['author-name'], email: flags['author-email'] || 'flux@localhost' },
    );
    if (made === undefined) {
      context.log.success('component and sync manifests are up to date');
    } else {
      context.log.success(
        `committed component and sync manifests to "${options.branch}" ("${made}")`,
      );
    }
    if (await pushBranch(git, options.branch)) {
      context.log.success(`pushed component and sync manifests to "${flags.url}"`);
    }
    return {
      commit: await git.run('rev-parse', 'HEAD'),
      objects: await buildFolder(git.directory, directory, context.deadline),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openClone(
  context: Context,
  options: BootstrapOptions,
  flags: BootstrapValues,
  folder: string,
): Promise<GitRunner> {
  const directory = join(folder, 'clone');
  const settings = {
    'http.followRedirects': 'false',
    ...httpSettings(context, options, flags),
  };
  const variables = await sshVariables(context, options, flags, folder);
  const { env, deadline: signal } = context;
  const outside = gitRunner({ directory: folder, env, signal });
  await outside.run('init', '--quiet', `--initial-branch=${options.branch}`, directory);
  const git = gitRunner({ directory, env, signal, settings, variables });
  await git.run('remote', 'add', 'origin', options.url.href);
  return git;
}

/** Credentials for HTTP, for this host alone and by environment. Without any, git's own helpers are asked. */
function httpSettings(
  context: Context,
  { url, password }: BootstrapOptions,
  flags: BootstrapValues,
): Readonly<Record<string, string>> {
  if (url.protocol === 'ssh:') return {};
  const basic = Buffer.from(`${flags.username}:${password}`).toString('base64');
  const authorization = flags['with-bearer-token'] ? `Bearer ${password}` : `Basic ${basic}`;
  return {
    ...(password === ''
      ? {}
      : { [`http.${url.origin}/.extraHeader`]: `Authorization: ${authorization}` }),
    ...(flags['ca-file'] === ''
      ? {}
      : { 'http.sslCAInfo': resolve(context.cwd, flags['ca-file']) }),
  };
}

/** The key of `--private-key-file`, and the host keys; without it, what the user's ssh has. */
async function sshVariables(
  context: Context,
  { url }: BootstrapOptions,
  flags: BootstrapValues,
  folder: string,
): Promise<Readonly<Record<string, string>>> {
  if (url.protocol !== 'ssh:' || flags['private-key-file'] === '') return {};
  const key = join(folder, 'identity');
  const hosts = join(folder, 'known_hosts');
  await writeFile(key, await readFile(resolve(context.cwd, flags['private-key-file'])), {
    mode: 0o600,
  });
  await chmod(key, 0o600);
  await writeFile(hosts, await scanHostKeys(url, context.deadline), { mode: 0o600 });
  const quoted = (path: string): string => `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return {
    GIT_SSH_COMMAND: `ssh -i ${quoted(key)} -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=${quoted(hosts)}`,
  };
}

async function buildFolder(
  directory: string,
  folder: string,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const tree = await collect(folder, diskFileSystem(directory), { signal });
  return build(tree, {}).objects.map(({ object }) => object as KubeObject);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
