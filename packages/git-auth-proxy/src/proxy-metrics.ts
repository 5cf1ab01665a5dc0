import { Counter, Histogram, type Registry } from 'prom-client';
import type { ProxyRecord } from './proxy-handler.ts';

/** What `/metrics` tells of the requests. Labels are bounded: endpoints come from the configuration, never from a client. */
export class ProxyMetrics {
  readonly #requests: Counter<'endpoint' | 'kind' | 'code'>;
  readonly #duration: Histogram<'kind'>;
  readonly #bytes: Counter<'endpoint'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#requests = new Counter({
      name: 'git_auth_proxy_requests_total',
      help: 'Requests, by repository, kind (git or api) and HTTP code.',
      labelNames: ['endpoint', 'kind', 'code'],
      registers,
    });
    this.#duration = new Histogram({
      name: 'git_auth_proxy_request_duration_seconds',
      help: 'Time from the head of a request to the end of its answer.',
      labelNames: ['kind'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300],
      registers,
    });
    this.#bytes = new Counter({
      name: 'git_auth_proxy_response_bytes_total',
      help: 'Bytes of answers sent to clients, by repository.',
      labelNames: ['endpoint'],
      registers,
    });
  }

  record({ endpoint = 'none', kind, status, milliseconds, bytes }: ProxyRecord): void {
    this.#requests.inc({ endpoint, kind: kind ?? 'none', code: String(status) });
    this.#duration.observe({ kind: kind ?? 'none' }, milliseconds / 1000);
    this.#bytes.inc({ endpoint }, bytes);
  }
}
