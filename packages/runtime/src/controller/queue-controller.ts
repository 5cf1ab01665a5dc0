import { randomUUID } from 'node:crypto';
import { FluxtsError } from '@fluxts/base';
import { groupOf, KubeClientError } from '@fluxts/kube-client';
import { type Clock, delay, type Timer } from '../clock.ts';
import type { ObjectKey } from '../key.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics, ReconcileOutcome } from '../metrics/metrics.ts';
import { observeQueue } from '../metrics/queue-gauges.ts';
import { type BackoffLimits, backoffDelay, defaultBackoff, jittered } from '../queue/backoff.ts';
import { type Outcome, type Taken, type Wake, WorkQueue } from '../queue/work-queue.ts';
import type { Result } from '../reconciler.ts';
import { Waiters } from '../waiters.ts';
import type { Controller, ControllerOptions, ControllerWatch } from './controller.ts';

/** What a controller works with. */
export interface ControllerParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}

interface Running {
  readonly key: ObjectKey;
  readonly abort: AbortController;
  readonly since: number;
}

/** Why a reconcile was aborted. */
type AbortReason = 'interrupted' | 'timeout' | 'shutdown';

/** Serves a work queue by a reconciler; see {@link Controller}. */
export class QueueController implements Controller {
  readonly name: string;
  readonly leaderOnly: boolean;
  readonly #options: ControllerOptions;
  readonly #parts: ControllerParts;
  readonly #log: Logger;
  readonly #queue: WorkQueue;
  readonly #backoff: BackoffLimits;
  readonly #concurrency: number;
  readonly #running = new Map<string, Running>();
  readonly #waiters = new Waiters();
  readonly #unsubscribe: (() => void)[] = [];
  #serving = false;

  constructor(options: ControllerOptions, parts: ControllerParts) {
    this.name = options.name;
    this.leaderOnly = options.leaderOnly ?? true;
    this.#options = options;
    this.#parts = parts;
    this.#log = parts.log.with({
      controller: options.name,
      controllerGroup: groupOf(options.kind.apiVersion),
      controllerKind: options.kind.kind,
    });
    this.#backoff = options.backoff ?? defaultBackoff;
    this.#concurrency = Math.max(1, options.concurrency ?? 4);
    this.#queue = new WorkQueue(parts.clock, () => {
      parts.metrics.recordAdd(options.name);
      this.#pump();
    });
    observeQueue(parts.metrics, options.name, {
      depth: () => this.#queue.depth,
      running: () => this.#runningSeconds(),
      maxConcurrent: this.#concurrency,
    });
  }

  get depth(): { readonly ready: number; readonly running: number; readonly delayed: number } {
    return this.#queue.depth;
  }

  enqueue(key: ObjectKey, options: Wake = {}): void {
    this.#queue.add(key, options);
  }

  interrupt(key: ObjectKey, reason: string): void {
    this.#queue.add(key, { reason });
    this.#running.get(idOf(key))?.abort.abort('interrupted' satisfies AbortReason);
  }

  forget(key: ObjectKey): void {
    this.#queue.forget(key);
  }

  async whenIdle(signal?: AbortSignal): Promise<void> {
    await this.#waiters.until(() => this.#isIdle(), signal);
  }

  /** Waits until its caches are filled or refused, then serves. */
  async start(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#options.watches.map(async ({ cache }) => await cache.whenSettled(signal)),
    );
    signal.throwIfAborted();
    this.#serving = true;
    for (const watch of this.#options.watches) this.#subscribe(watch);
    this.#log.info('Starting workers', { 'worker count': this.#concurrency });
    this.#pump();
  }

  /**
   * Takes nothing more, lets what runs finish, and aborts it once the grace is over.
   * @returns how many reconciles had to be abandoned because they did not heed the abort
   */
  async stop(graceMs: number, afterAbortMs: number): Promise<number> {
    this.#serving = false;
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    this.#queue.clear();
    await this.#drained(graceMs);
    for (const { abort } of this.#running.values()) abort.abort('shutdown' satisfies AbortReason);
    await this.#drained(afterAbortMs);
    return this.#running.size;
  }

  async #drained(ms: number): Promise<void> {
    const enough = new AbortController();
    const limit = delay(this.#parts.clock, ms, enough.signal).catch(() => undefined);
    await Promise.race([this.whenIdle(enough.signal).catch(() => undefined), limit]);
    enough.abort();
    await limit;
  }

  #subscribe(watch: ControllerWatch): void {
    const kind = watch.cache.selection.kind;
    const stop = watch.cache.subscribe((change) => {
      if (watch.predicate !== undefined && !watch.predicate(change)) return;
      const priority = watch.priority ?? (change.initial ? 'normal' : 'high');
      const reason = watch.reason ?? `${kind} ${change.type}`;
      const keys = watch.map === undefined ? [change.key] : watch.map(change);
      for (const key of keys) this.#queue.add(key, { priority, reason });
    });
    this.#unsubscribe.push(stop);
  }

  #pump(): void {
    while (this.#serving && this.#running.size < this.#concurrency) {
      const taken = this.#queue.take();
      if (taken === undefined) break;
      void this.#serve(taken);
    }
    this.#waiters.check();
  }

  #isIdle(): boolean {
    const ready = this.#serving ? this.#queue.depth.ready : 0;
    return this.#running.size === 0 && ready === 0;
  }

  async #serve(taken: Taken): Promise<void> {
    const { clock, metrics } = this.#parts;
    const { key } = taken;
    const abort = new AbortController();
    const since = clock.monotonic();
    this.#running.set(idOf(key), { key, abort, since });
    metrics.recordWait(this.name, taken.waitedMs / 1000);
    const { kind } = this.#options.kind;
    const reconcileId = randomUUID();
    const { namespace, name } = key;
    const log = this.#log.with({
      [kind]: { name, namespace },
      namespace,
      name,
      reconcileID: reconcileId,
    });
    const timer = this.#timeLimit(abort);
    let result: Result;
    try {
      result = await this.#options.reconcile(key, {
        signal: abort.signal,
        log,
        reconcileId,
        clock,
        reasons: taken.reasons,
        failures: taken.failures,
      });
    } catch (error) {
      result = { next: 'retry', error };
    }
    timer?.cancel();
    const seconds = (clock.monotonic() - since) / 1000;
    const { outcome, recorded } = this.#judge(result, taken, abort.signal, log);
    this.#running.delete(idOf(key));
    metrics.recordReconcile(this.name, recorded, seconds);
    if (result.next === 'gone') metrics.forget(kind, key);
    else metrics.recordDuration(kind, key, seconds);
    this.#queue.finish(key, this.#serving ? outcome : {});
    this.#pump();
  }

  #timeLimit(abort: AbortController): Timer | undefined {
    const { timeoutMs } = this.#options;
    if (timeoutMs === undefined) return undefined;
    return this.#parts.clock.after(timeoutMs, () => abort.abort('timeout' satisfies AbortReason));
  }

  /** What a result means for the queue, the metrics and the log. */
  #judge(
    result: Result,
    taken: Taken,
    signal: AbortSignal,
    log: Logger,
  ): { readonly outcome: Outcome; readonly recorded: ReconcileOutcome } {
    if (result.next === 'retry') return this.#judgeFailure(result.error, taken, signal, log);
    if (result.next !== 'requeue') return { outcome: {}, recorded: 'success' };
    const afterMs = jittered(result.afterMs, result.jitter ?? 0, this.#parts.random);
    const failures = result.keepBackoff === true ? 'keep' : 'reset';
    const { priority } = result;
    return {
      outcome: { afterMs: Math.max(1, afterMs), priority, failures, reason: 'interval' },
      recorded: 'requeue_after',
    };
  }

  #judgeFailure(
    error: unknown,
    taken: Taken,
    signal: AbortSignal,
    log: Logger,
  ): { readonly outcome: Outcome; readonly recorded: ReconcileOutcome } {
    const aborted = signal.aborted ? (signal.reason as AbortReason) : undefined;
    if (aborted === 'interrupted' || aborted === 'shutdown') {
      return { outcome: { failures: 'keep' }, recorded: 'interrupted' };
    }
    if (isTerminal(error)) {
      log.error('Reconciler error', error, { terminal: true });
      return { outcome: {}, recorded: 'terminal_error' };
    }
    const afterMs = backoffDelay(taken.failures + 1, this.#backoff);
    log.error('Reconciler error', error, { retryInMs: afterMs });
    this.#parts.metrics.recordRetry(this.name);
    return {
      outcome: { afterMs, failures: 'count', priority: 'normal', reason: 'retry' },
      recorded: 'error',
    };
  }

  #runningSeconds(): number[] {
    const now = this.#parts.clock.monotonic();
    return [...this.#running.values()].map(({ since }) => (now - since) / 1000);
  }
}

/**
 * Whether an error says that trying again by itself cannot help. A client that is closed or misconfigured is
 * the process's trouble, not the object's, and passes.
 */
function isTerminal(error: unknown): boolean {
  return (
    error instanceof FluxtsError &&
    error.retry !== 'backoff' &&
    !(error instanceof KubeClientError && error.code === 'Closed')
  );
}

function idOf(key: ObjectKey): string {
  return `${key.namespace}/${key.name}`;
}
