import type { ApiResource } from './discovery/api-resource.ts';

/** What {@link createKubeClient} takes beside the cluster; everything has a default. */
export interface KubeClientOptions {
  /** Sent as `User-Agent`. Default `fluxts`. */
  readonly userAgent?: string | undefined;
  /** Field manager of writes that name none. Default `fluxts`. */
  readonly fieldManager?: string | undefined;
  /** How long a call may take, retries included. Default 30 s. Watches and streams have no limit but idleness. */
  readonly timeoutMs?: number | undefined;
  /** Most bytes of one answer after decompression. Default 256 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Most open sockets for requests; watches and streams have their own. Default 64. */
  readonly maxSockets?: number | undefined;
  /** Requests a second, with bursts of twice as many; no limit when absent. */
  readonly qps?: number | undefined;
  /** How often a request is made again. Default 4. */
  readonly maxRetries?: number | undefined;
  /** Objects a page when listing. Default 500. */
  readonly pageSize?: number | undefined;
  /** Told each warning header once per text and minute. */
  readonly onWarning?: ((warning: string) => void) | undefined;
  /** Told about each finished request: for metrics and tests. */
  readonly onRequest?: ((request: RequestReport) => void) | undefined;
  /** Whether exec plugins may be run. Default true; pass false for kubeconfigs of tenants. */
  readonly allowExec?: boolean | undefined;
  /** Whether exec plugins may ask the user, by our own standard input and error. Default false. */
  readonly execInteractive?: boolean | undefined;
  /** Environment that exec plugins inherit. Default empty. */
  readonly execEnv?: Readonly<Record<string, string>> | undefined;
  /** Now, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Between 0 and 1, for jitter. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Waits between attempts. Default a timer. */
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** Resources known beforehand, so that the first request to them needs no discovery. */
  readonly resources?: readonly ApiResource[] | undefined;
}

/** One request as it went. Paths hold no query. */
export interface RequestReport {
  readonly verb: string;
  readonly method: string;
  readonly path: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly durationMs: number;
}
