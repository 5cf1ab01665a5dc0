import type { Json } from '@fluxts/base';

/**
 * How to reach a cluster and who to be there: what {@link resolveKubeconfig} and {@link inClusterConfig}
 * return and {@link createKubeClient} takes. It holds secrets: never log it.
 */
export interface ClusterConfig {
  /** Base URL of the API server; may have a path. */
  readonly server: string;
  /** PEM certificates that may sign the server's; the system's when absent. */
  readonly caData?: string | undefined;
  /** Name to check the server's certificate against, instead of the URL's host. */
  readonly tlsServerName?: string | undefined;
  /** Accept any certificate. */
  readonly insecureSkipTlsVerify?: boolean | undefined;
  /** `http://` or `https://` proxy to reach the server through. */
  readonly proxyUrl?: string | undefined;
  /** Ask for compressed answers; true unless the kubeconfig says `disable-compression`. */
  readonly compression?: boolean | undefined;
  /** Who we are. */
  readonly auth: ClusterAuth;
  /** Acts as somebody else, from the start. */
  readonly impersonate?: Impersonation | undefined;
  /** Namespace of the context; `default` when absent. */
  readonly namespace?: string | undefined;
}

/** The ways to say who we are; several can hold at once (a client certificate and a token). */
export interface ClusterAuth {
  /** PEM client certificate. */
  readonly certificate?: string | undefined;
  /** PEM key of the client certificate. */
  readonly key?: string | undefined;
  readonly token?: string | undefined;
  /** Hands out the token that holds now; asked before each request, discovery included. */
  readonly tokenSource?: (() => Promise<string>) | undefined;
  /** File that holds the token; read again as it is renewed. */
  readonly tokenFile?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Command that hands out credentials, asked before the first request and whenever they expire. */
  readonly exec?: ExecAuth | undefined;
}

/** An exec credential plugin (`client.authentication.k8s.io`, v1 or v1beta1). */
export interface ExecAuth {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint?: string | undefined;
  /** Whether the plugin is told about the cluster in `KUBERNETES_EXEC_INFO`. */
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: 'Never' | 'IfAvailable' | 'Always';
  /** The extension `client.authentication.k8s.io/exec` of the cluster, as `config` for the plugin. */
  readonly clusterConfig?: Json | undefined;
  /** Folder that a relative command path counts from. */
  readonly directory?: string | undefined;
}

/** Somebody to act as; the server checks that we may. */
export interface Impersonation {
  readonly user: string;
  readonly groups?: readonly string[] | undefined;
  readonly uid?: string | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The identity of a service account. Its groups are left out, because the server then adds them itself. */
export function serviceAccountIdentity(namespace: string, name: string): Impersonation {
  return { user: `system:serviceaccount:${namespace}:${name}` };
}
