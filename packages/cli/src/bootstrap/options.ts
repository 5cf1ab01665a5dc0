import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { parseProxyConfig } from '@fluxts/git-auth-proxy';
import type { Context } from '../context.ts';
import { parseGitUrl } from '../create/git-secret.ts';
import { CommandError, UsageError } from '../error.ts';
import { chosenOptions } from '../install/chosen-options.ts';
import type { InstallOptions } from '../install/options.ts';
import { fluxtsVersion } from '../version.ts';
import type { BootstrapValues } from './bootstrap-flags.ts';

/** What a bootstrap is about, checked. Holds secrets. */
export interface BootstrapOptions {
  readonly install: InstallOptions;
  /** Where this machine pushes to. */
  readonly url: URL;
  /** Where the cluster reads from: the same, or the proxy. */
  readonly syncUrl: string;
  readonly branch: string;
  /** The cluster's folder in the repository, such as `clusters/dev`; '' for its root. */
  readonly path: string;
  readonly password: string;
  /** Text of the proxy's configuration; `undefined` without a proxy. */
  readonly proxyConfig: string | undefined;
}

/** Reads the flags of `flux bootstrap git`. @throws UsageError, CommandError `InvalidInput` */
export function readBootstrapOptions(context: Context, flags: BootstrapValues): BootstrapOptions {
  const namespace = context.globals.chosenNamespace ?? context.globals.systemNamespace;
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) {
    throw new UsageError('InvalidFlagValue', `namespace must be a valid DNS label: ${namespace}`);
  }
  const version = flags.version.replace(/^v/, '');
  if (version !== '' && version !== 'latest' && version !== fluxtsVersion) {
    throw new UsageError(
      'InvalidFlagValue',
      `this command deploys v${fluxtsVersion}; for ${flags.version} use the command of that version`,
    );
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,254}$/.test(flags.branch) || flags.branch.includes('..')) {
    throw new UsageError('InvalidFlagValue', `'${flags.branch}' is no branch name`);
  }
  const url = repositoryUrl(flags);
  const proxyConfig = flags['with-proxy'] === '' ? undefined : readProxyConfig(context, flags);
  return {
    install: chosenOptions(flags, namespace),
    url,
    syncUrl: syncUrl(flags, url, namespace, proxyConfig !== undefined),
    branch: flags.branch,
    path: clusterPath(flags),
    password: flags.password === '' ? (context.env['GIT_PASSWORD'] ?? '') : flags.password,
    proxyConfig,
  };
}

function repositoryUrl(flags: BootstrapValues): URL {
  const url = parseGitUrl(flags.url);
  if (url.protocol === 'http:' && !flags['allow-insecure-http']) {
    throw new UsageError(
      'InvalidArguments',
      'the repository is read over HTTP without encryption; --allow-insecure-http allows it',
    );
  }
  if (url.password !== '' || (url.protocol !== 'ssh:' && url.username !== '')) {
    throw new UsageError(
      'InvalidFlagValue',
      'credentials do not belong into the URL, which is written to git: use --username and GIT_PASSWORD',
    );
  }
  if (flags['with-bearer-token'] && url.protocol !== 'https:' && !flags['allow-insecure-http']) {
    throw new UsageError('InvalidArguments', '--with-bearer-token needs an https URL');
  }
  return url;
}

/** The cluster reads at the proxy what this machine pushes to the host: the paths are the same. */
function syncUrl(flags: BootstrapValues, url: URL, namespace: string, withProxy: boolean): string {
  if (!withProxy && flags['proxy-url'] === '') {
    if (url.protocol === 'ssh:' && flags['ssh-hostname'] !== '') {
      return url.href.replace(url.host, flags['ssh-hostname']);
    }
    return url.href;
  }
  if (url.protocol === 'ssh:') {
    throw new UsageError('InvalidArguments', 'the proxy speaks HTTP: --url must be http or https');
  }
  const base =
    flags['proxy-url'] === ''
      ? `http://git-auth-proxy.${namespace}.svc.${flags['cluster-domain']}`
      : parseGitUrl(flags['proxy-url']).origin;
  return `${base}${url.pathname}`;
}

function clusterPath(flags: BootstrapValues): string {
  const text = flags.path !== '' ? flags.path : clusterFolder(flags['cluster-id']);
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.some((part) => part === '..' || part === '.git' || /[\\\p{Cc}]/u.test(part))) {
    throw new UsageError('InvalidFlagValue', `path '${text}' leaves the repository`);
  }
  return parts.join('/');
}

function clusterFolder(clusterId: string): string {
  if (clusterId === '') {
    throw new UsageError('InvalidArguments', 'either --path or --cluster-id is needed');
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(clusterId)) {
    throw new UsageError('InvalidFlagValue', `cluster id '${clusterId}' is no folder name`);
  }
  return `clusters/${clusterId}`;
}

function readProxyConfig(context: Context, flags: BootstrapValues): string {
  const file = resolve(context.cwd, flags['with-proxy']);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError('InvalidInput', `unable to read --with-proxy: ${errorMessage(error)}`, {
      cause: error,
    });
  }
  // A mistake is better told here than by a Pod that does not start.
  parseProxyConfig(text, flags['with-proxy']);
  return text;
}
