import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { RequestReport } from '@fluxts/kube-client';
import { Counter, exponentialBuckets, Gauge, Histogram, Registry } from 'prom-client';
import type { ObjectKey } from '../key.ts';
import { ObjectMetrics } from './object-metrics.ts';
import type { Metrics, Reading, ReconcileOutcome } from './metrics.ts';
import { observeEventLoop, observeProcess } from './process-metrics.ts';

const queueBuckets = exponentialBuckets(10e-9, 10, 12);
const reconcileBuckets = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
  1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];

/** Metrics in the Prometheus text format. */
export function createMetrics(options: { readonly resolutionMs?: number } = {}): Metrics {
  return new PrometheusMetrics(options.resolutionMs ?? 20);
}

class PrometheusMetrics implements Metrics {
  readonly registry: Registry = new Registry();
  readonly #readers = new Map<string, (() => Iterable<Reading>)[]>();
  readonly #objects = new ObjectMetrics();
  readonly #loop: IntervalHistogram;

  readonly #requests = new Counter({
    name: 'rest_client_requests_total',
    help: 'Number of HTTP requests, partitioned by status code and method.',
    labelNames: ['code', 'method'],
    registers: [this.registry],
  });
  readonly #reconciles = new Counter({
    name: 'controller_runtime_reconcile_total',
    help: 'Total number of reconciliations per controller.',
    labelNames: ['controller', 'result'],
    registers: [this.registry],
  });
  readonly #errors = new Counter({
    name: 'controller_runtime_reconcile_errors_total',
    help: 'Total number of reconciliation errors per controller.',
    labelNames: ['controller'],
    registers: [this.registry],
  });
  readonly #terminal = new Counter({
    name: 'controller_runtime_terminal_reconcile_errors_total',
    help: 'Total number of terminal reconciliation errors per controller.',
    labelNames: ['controller'],
    registers: [this.registry],
  });
  readonly #time = new Histogram({
    name: 'controller_runtime_reconcile_time_seconds',
    help: 'Length of time per reconciliation per controller.',
    labelNames: ['controller'],
    buckets: reconcileBuckets,
    registers: [this.registry],
  });
  readonly #adds = new Counter({
    name: 'workqueue_adds_total',
    help: 'Total number of adds handled by workqueue.',
    labelNames: ['name', 'controller'],
    registers: [this.registry],
  });
  readonly #retries = new Counter({
    name: 'workqueue_retries_total',
    help: 'Total number of retries handled by workqueue.',
    labelNames: ['name', 'controller'],
    registers: [this.registry],
  });
  readonly #wait = new Histogram({
    name: 'workqueue_queue_duration_seconds',
    help: 'How long in seconds an item stays in workqueue before being requested.',
    labelNames: ['name', 'controller'],
    buckets: queueBuckets,
    registers: [this.registry],
  });
  readonly #work = new Histogram({
    name: 'workqueue_work_duration_seconds',
    help: 'How long in seconds processing an item from workqueue takes.',
    labelNames: ['name', 'controller'],
    buckets: queueBuckets,
    registers: [this.registry],
  });
  readonly #leader = new Gauge({
    name: 'leader_election_master_status',
    help: 'Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, 1 indicates master.',
    labelNames: ['name'],
    registers: [this.registry],
  });
  readonly #dropped = new Counter({
    name: 'fluxts_events_dropped_total',
    help: 'Kubernetes events that were held back or could not be written.',
    registers: [this.registry],
  });

  constructor(resolutionMs: number) {
    this.#loop = monitorEventLoopDelay({ resolution: resolutionMs });
    this.#loop.enable();
    observeEventLoop(this.registry, this.#loop, resolutionMs);
    observeProcess(this.registry);
  }

  recordDuration(kind: string, key: ObjectKey, seconds: number): void {
    this.#objects.observe(kind, key, seconds);
  }

  recordCondition(kind: string, key: ObjectKey, type: string, status: string): void {
    this.#objects.setCondition(kind, key, type, status);
  }

  recordSuspend(kind: string, key: ObjectKey, suspended: boolean): void {
    this.#objects.setSuspended(kind, key, suspended);
  }

  forget(kind: string, key: ObjectKey): void {
    this.#objects.forget(kind, key);
  }

  recordRequest(report: RequestReport): void {
    const code = report.status === 0 ? '<error>' : String(report.status);
    this.#requests.inc({ code, method: report.method });
  }

  recordReconcile(controller: string, outcome: ReconcileOutcome, seconds: number): void {
    const result = outcome === 'terminal_error' ? 'error' : outcome;
    this.#reconciles.inc({ controller, result });
    this.#time.observe({ controller }, seconds);
    this.#work.observe({ name: controller, controller }, seconds);
    if (outcome === 'error' || outcome === 'terminal_error') this.#errors.inc({ controller });
    if (outcome === 'terminal_error') this.#terminal.inc({ controller });
  }

  recordAdd(controller: string): void {
    this.#adds.inc({ name: controller, controller });
  }

  recordWait(controller: string, seconds: number): void {
    this.#wait.observe({ name: controller, controller }, seconds);
  }

  recordRetry(controller: string): void {
    this.#retries.inc({ name: controller, controller });
  }

  observe(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Iterable<Reading>,
  ): void {
    const known = this.#readers.get(name);
    if (known !== undefined) {
      known.push(read);
      return;
    }
    const readers = [read];
    this.#readers.set(name, readers);
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => {
        gauge.reset();
        for (const each of readers) {
          for (const { labels, value } of each()) gauge.inc(labels, value);
        }
      },
    });
  }

  recordLeader(name: string, leading: boolean): void {
    this.#leader.set({ name }, leading ? 1 : 0);
  }

  recordDroppedEvent(): void {
    this.#dropped.inc();
  }

  async render(): Promise<string> {
    return (await this.registry.metrics()) + (await this.#objects.render());
  }

  close(): void {
    this.#loop.disable();
  }
}
