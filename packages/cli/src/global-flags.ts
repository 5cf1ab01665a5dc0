import { duration, type DurationValue } from './command/duration-flag.ts';
import { bool, type Flag, integer, string, stringArray } from './command/flag.ts';
import type { Environment } from './context.ts';

/** The values of {@link globalFlags}. */
export interface GlobalValues {
  readonly timeout: DurationValue;
  readonly verbose: boolean;
  readonly 'ns-follows-kube-context': boolean;
  readonly namespace: string;
  readonly kubeconfig: string;
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  readonly server: string;
  readonly token: string;
  readonly 'certificate-authority': string;
  readonly 'client-certificate': string;
  readonly 'client-key': string;
  readonly 'tls-server-name': string;
  readonly 'insecure-skip-tls-verify': boolean;
  readonly 'disable-compression': boolean;
  readonly as: string;
  readonly 'as-group': readonly string[];
  readonly 'as-uid': string;
  readonly 'as-user-extra': readonly string[];
  readonly 'cache-dir': string;
  readonly 'kube-api-qps': number;
  readonly 'kube-api-burst': number;
}

/** The flags that every command takes, as flux 2.9 has them. */
export const globalFlags: { readonly [K in keyof GlobalValues]: Flag<GlobalValues[K]> } = {
  timeout: duration('5m0s', 'timeout for this operation'),
  verbose: bool(false, 'print generated objects'),
  'ns-follows-kube-context': bool(
    false,
    'use the namespace from the kubeconfig context instead of the default flux-system namespace, can also be set via FLUX_NS_FOLLOWS_KUBE_CONTEXT env var',
  ),
  namespace: string(
    '',
    'If present, the namespace scope for this CLI request (default "flux-system")',
    {
      short: 'n',
    },
  ),
  kubeconfig: string('', 'Path to the kubeconfig file to use for CLI requests.'),
  context: string('', 'The name of the kubeconfig context to use'),
  cluster: string('', 'The name of the kubeconfig cluster to use'),
  user: string('', 'The name of the kubeconfig user to use'),
  server: string('', 'The address and port of the Kubernetes API server'),
  token: string('', 'Bearer token for authentication to the API server'),
  'certificate-authority': string(
    '',
    'Path to a cert file for the certificate authority to authenticate the Kubernetes API server',
  ),
  'client-certificate': string(
    '',
    'Path to a client certificate file for TLS authentication to the Kubernetes API server',
  ),
  'client-key': string(
    '',
    'Path to a client key file for TLS authentication to the Kubernetes API server',
  ),
  'tls-server-name': string(
    '',
    'Server name to use for server certificate validation. If it is not provided, the hostname used to contact the server is used',
  ),
  'insecure-skip-tls-verify': bool(
    false,
    "If true, the Kubernetes API server's certificate will not be checked for validity. This will make your HTTPS connections insecure",
  ),
  'disable-compression': bool(
    false,
    'If true, opt-out of response compression for all requests to the server',
  ),
  as: string(
    '',
    'Username to impersonate for the operation. User could be a regular user or a service account in a namespace.',
  ),
  'as-group': stringArray(
    'Group to impersonate for the operation, this flag can be repeated to specify multiple groups.',
  ),
  'as-uid': string('', 'UID to impersonate for the operation.'),
  'as-user-extra': stringArray(
    'User extras to impersonate for the operation, this flag can be repeated to specify multiple values for the same key.',
  ),
  'cache-dir': string(
    '',
    'Default cache directory (accepted for compatibility: discovery is fast enough not to be cached)',
  ),
  'kube-api-qps': integer(
    50,
    'The maximum queries-per-second of requests sent to the Kubernetes API.',
  ),
  'kube-api-burst': integer(
    300,
    'The maximum burst queries-per-second of requests sent to the Kubernetes API.',
  ),
};

/** The global flags, with what the environment says where a flag does not. */
export interface Globals extends GlobalValues {
  /** The namespace that was asked for; `undefined` where the kubeconfig's context decides. */
  readonly chosenNamespace: string | undefined;
  /** The namespace that the controllers run in. */
  readonly systemNamespace: string;
}

/**
 * Completes the global flags: `FLUX_SYSTEM_NAMESPACE` replaces `flux-system` as the default namespace,
 * `FLUX_NS_FOLLOWS_KUBE_CONTEXT` leaves the choice to the kubeconfig.
 */
export function resolveGlobals(values: GlobalValues, env: Environment): Globals {
  const systemNamespace = env['FLUX_SYSTEM_NAMESPACE'] || 'flux-system';
  const follows =
    values['ns-follows-kube-context'] ||
    /^(1|t|true)$/i.test(env['FLUX_NS_FOLLOWS_KUBE_CONTEXT'] ?? '');
  return {
    ...values,
    systemNamespace,
    chosenNamespace:
      values.namespace !== '' ? values.namespace : follows ? undefined : systemNamespace,
  };
}
