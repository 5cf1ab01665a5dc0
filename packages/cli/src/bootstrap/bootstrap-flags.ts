import { components } from '../install/components.ts';
import { duration, type DurationValue } from '../command/duration-flag.ts';
import { bool, choice, type Flag, string, strings } from '../command/flag.ts';
import { gitCredentialFlags, type GitCredentialValues } from '../create/git-credential-flags.ts';
import { fluxtsVersion } from '../version.ts';

/** The values of {@link bootstrapFlags}. */
export interface BootstrapSharedValues extends Omit<GitCredentialValues, 'password'> {
  readonly version: string;
  readonly components: readonly string[];
  readonly 'components-extra': readonly string[];
  readonly registry: string;
  readonly 'image-tag': string;
  readonly 'image-pull-secret': string;
  readonly branch: string;
  readonly 'recurse-submodules': boolean;
  readonly 'sparse-checkout': readonly string[];
  readonly 'watch-all-namespaces': boolean;
  readonly 'network-policy': boolean;
  readonly 'token-auth': boolean;
  readonly 'log-level': 'debug' | 'info' | 'error';
  readonly 'cluster-domain': string;
  readonly 'toleration-keys': readonly string[];
  readonly 'secret-name': string;
  readonly 'ssh-hostname': string;
  readonly 'ca-file': string;
  readonly 'author-name': string;
  readonly 'author-email': string;
  readonly 'commit-message-appendix': string;
  readonly force: boolean;
}

/** The values of {@link bootstrapGitFlags}. */
export interface BootstrapGitValues {
  readonly url: string;
  readonly interval: DurationValue;
  readonly path: string;
  readonly 'cluster-id': string;
  readonly username: string;
  readonly silent: boolean;
  readonly password: string;
  readonly 'allow-insecure-http': boolean;
  readonly 'with-bearer-token': boolean;
  readonly 'with-proxy': string;
  readonly 'proxy-url': string;
}

/** The values of all flags of `flux bootstrap git`. */
export type BootstrapValues = BootstrapSharedValues & BootstrapGitValues;

type FlagsOf<V> = { readonly [K in keyof V]: Flag<V[K]> };

/** The flags that every form of bootstrap shares. */
export const bootstrapFlags: FlagsOf<BootstrapSharedValues> = {
  version: string('', 'toolkit version; the one of this command is deployed, and no other', {
    short: 'v',
  }),
  components: strings(
    components.map((component) => component.name),
    'list of components, accepts comma-separated values',
  ),
  'components-extra': strings(
    [],
    'list of components in addition to those supplied or defaulted, accepts comma-separated values',
  ),
  registry: string('ghcr.io/fluxts', 'container registry where the image is published'),
  'image-tag': string(`v${fluxtsVersion}`, 'tag of the image that holds the controllers'),
  'image-pull-secret': string(
    '',
    'Kubernetes secret name used for pulling the controller images from a private registry',
  ),
  branch: string('main', 'Git branch'),
  'recurse-submodules': bool(
    false,
    'when enabled, configures the GitRepository source to initialize and include Git submodules in the artifact it produces',
  ),
  'sparse-checkout': strings(
    [],
    'list of directories to be included in the GitRepository sparse checkout, the configured --path must be one of them, accepts comma-separated values',
  ),
  'watch-all-namespaces': bool(
    true,
    'watch for custom resources in all namespaces, if set to false it will only watch the namespace where the Flux controllers are installed',
  ),
  'network-policy': bool(
    true,
    'setup Kubernetes network policies to deny ingress access to the Flux controllers from other namespaces',
  ),
  'token-auth': bool(
    false,
    'when enabled, the personal access token will be used instead of the SSH deploy key',
  ),
  'log-level': choice(['debug', 'info', 'error'], 'info', 'log level'),
  'cluster-domain': string('cluster.local', 'internal cluster domain'),
  'toleration-keys': strings(
    [],
    'list of toleration keys used to schedule the controller pods onto nodes with matching taints',
  ),
  'secret-name': string(
    'flux-system',
    'name of the secret the sync credentials can be found in or stored to',
  ),
  'ssh-key-algorithm': gitCredentialFlags['ssh-key-algorithm'],
  'ssh-rsa-bits': gitCredentialFlags['ssh-rsa-bits'],
  'ssh-ecdsa-curve': gitCredentialFlags['ssh-ecdsa-curve'],
  'private-key-file': gitCredentialFlags['private-key-file'],
  'ssh-hostname': string(
    '',
    'SSH hostname, to be used when the SSH host differs from the HTTPS one',
  ),
  'ca-file': string('', 'path to TLS CA file used for validating self-signed certificates'),
  'author-name': string('Flux', 'author name for Git commits'),
  'author-email': string('', 'author email for Git commits'),
  'commit-message-appendix': string('', "string to add to the commit messages, e.g. '[ci skip]'"),
  force: bool(
    false,
    "override existing Flux installation if it's managed by a different tool such as Helm",
  ),
};

/** The flags of `flux bootstrap git` alone. */
export const bootstrapGitFlags: FlagsOf<BootstrapGitValues> = {
  url: string('', 'Git repository URL'),
  interval: duration('1m0s', 'sync interval'),
  path: string(
    '',
    'path relative to the repository root, when specified the cluster sync will be scoped to this path; clusters/<--cluster-id> when empty',
  ),
  'cluster-id': string('', 'the cluster: its files lie in clusters/<cluster-id>'),
  username: string('git', 'basic authentication username', { short: 'u' }),
  password: string('', 'basic authentication password; GIT_PASSWORD when empty', { short: 'p' }),
  silent: bool(false, 'assumes the deploy key is already setup, skips confirmation', {
    short: 's',
  }),
  'allow-insecure-http': bool(false, 'allows insecure HTTP connections'),
  'with-bearer-token': bool(false, 'use password as bearer token for Authorization header'),
  'with-proxy': string(
    '',
    "file with git-auth-proxy's configuration, as 'flux tenants generate --proxy-config' writes it: deploys the proxy, and reads the repository through it",
  ),
  'proxy-url': string('', 'address of the proxy, when it is not the one that --with-proxy deploys'),
};
