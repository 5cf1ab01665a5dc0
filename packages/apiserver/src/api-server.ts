import type { Json } from '@fluxts/base';

/** Where `services/proxy` sends the requests for one Service port. */
export interface ServiceProxyTarget {
  readonly namespace: string;
  readonly service: string;
  /** The port's number or name, as it stands in `services/NAME:PORT/proxy`; absent for any. */
  readonly port?: string;
  /** An address on loopback, such as `http://127.0.0.1:9790`. */
  readonly url: string;
}

/** The log of simulated Pods that stand for something real, such as a controller in this process. */
export interface PodLogFile {
  readonly namespace: string;
  /** Which Pods, in the string form of a label selector. */
  readonly labelSelector: string;
  /** A file of lines; one that is not there yet is empty. */
  readonly path: string;
}

/** Where the server writes what an operator should know. Never gets a secret. */
export interface ServerLogger {
  info(message: string, fields?: Readonly<Record<string, Json>>): void;
  error(message: string, fields?: Readonly<Record<string, Json>>): void;
}

/** How to run an {@link ApiServer}. */
export interface ApiServerOptions {
  /** The folder that holds the state; absent: everything is in memory and gone at the end. */
  readonly dataDir?: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0, which takes a free one. A folder remembers its port, and takes it again where it can. */
  readonly port?: number;
  /** Written with mode 0600 once the server answers. */
  readonly kubeconfigPath?: string;
  /** Ends the server, as {@link ApiServer.close} does. */
  readonly signal?: AbortSignal;
  readonly logger?: ServerLogger;
  /** The time of day; for tests that need another. */
  readonly now?: () => Date;
  /** Makes Deployments, Pods, Jobs and the like become ready after a short delay. Default true. */
  readonly simulateWorkloads?: boolean;
  /** How long a simulated workload takes to become ready. Default 500 ms. */
  readonly workloadDelayMs?: number;
  readonly proxyTargets?: readonly ServiceProxyTarget[];
  /** What `pods/log` answers; the first entry that matches counts. */
  readonly podLogs?: readonly PodLogFile[];
  /** Revisions of history kept for watches and continued lists. Default 20,000. */
  readonly historyRevisions?: number;
}

/** What a client needs to reach the server with one identity. PEM texts. */
export interface ClientConfig {
  readonly server: string;
  readonly certificateAuthority: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** A running server. */
export interface ApiServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** A kubeconfig of a cluster administrator, as YAML. Holds a private key. */
  readonly kubeconfig: string;
  /** The same identity in parts. */
  readonly adminClientConfig: ClientConfig;
  /** A client certificate of another user, signed by the server's CA. */
  issueClientConfig(user: string, groups: readonly string[]): Promise<ClientConfig>;
  /**
   * Drops the history beyond {@link ApiServerOptions.historyRevisions} now; it happens by itself from time
   * to time. Watches and lists that ask for less get `410 Gone`.
   */
  compact(): Promise<void>;
  /** Answers what is under way, ends the watches, makes everything durable and releases the folder. */
  close(): Promise<void>;
}
