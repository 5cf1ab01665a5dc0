import type { KubeClient } from '@fluxts/kube-client';
import type { CacheRegistry, RunningCaches } from '../cache/watch-cache.ts';
import type { Clock } from '../clock.ts';
import type { Controller, ControllerOptions } from '../controller/controller.ts';
import { QueueController } from '../controller/queue-controller.ts';
import { RuntimeError } from '../errors.ts';
import type { EventRecorder } from '../events/recorder.ts';
import { type Check, HealthChecks } from '../http/health.ts';
import { listen, type Listening } from '../http/listen.ts';
import type { LeaderElector } from '../leader/elector.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { Gate } from './gate.ts';
import type { Manager, Runnable } from './manager.ts';

/** What a manager is made of. */
export interface ManagerParts {
  readonly client: KubeClient;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly metrics: Metrics;
  readonly events: EventRecorder;
  readonly caches: RunningCaches;
  readonly ownsCaches: boolean;
  readonly elector: LeaderElector | undefined;
  readonly leaseName: string;
  readonly metricsAddress: string;
  readonly healthAddress: string;
  readonly gracefulShutdownMs: number;
  readonly abortGraceMs: number;
}

const flushMs = 3_000;

/** Starts and stops the parts of a process; see {@link Manager}. */
export class ProcessManager implements Manager {
  readonly #parts: ManagerParts;
  readonly #controllers: QueueController[] = [];
  readonly #runnables: Runnable[] = [];
  readonly #started: Promise<unknown>[] = [];
  readonly #checks = new HealthChecks();
  readonly #ready = new Gate();
  /** Aborted when everything that runs beside the controllers is to end. */
  readonly #stop = new AbortController();
  readonly #failed = new Gate<RuntimeError>();
  #phase: 'new' | 'following' | 'leading' | 'stopping' = 'new';
  #servers: { metrics?: Listening | undefined; health?: Listening | undefined } = {};

  constructor(parts: ManagerParts) {
    this.#parts = parts;
  }

  get client(): KubeClient {
    return this.#parts.client;
  }

  get log(): Logger {
    return this.#parts.log;
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  get metrics(): Metrics {
    return this.#parts.metrics;
  }

  get events(): EventRecorder {
    return this.#parts.events;
  }

  get caches(): CacheRegistry {
    return this.#parts.caches;
  }

  get addresses(): { readonly metrics: string | undefined; readonly health: string | undefined } {
    return {
      metrics: this.#servers.metrics?.address,
      health: this.#servers.health?.address,
    };
  }

  addController(options: ControllerOptions): Controller {
    const controller = new QueueController(options, this.#parts);
    this.#controllers.push(controller);
    if (this.#mayRun(controller.leaderOnly)) this.#startController(controller);
    return controller;
  }

  addRunnable(runnable: Runnable): void {
    this.#runnables.push(runnable);
    if (this.#mayRun(runnable.leaderOnly ?? true)) this.#startRunnable(runnable);
  }

  addCheck(
    name: string,
    check: Check,
    options: { readonly live?: boolean | undefined } = {},
  ): void {
    this.#checks.add(name, check, options.live ?? false);
  }

  async whenReady(signal?: AbortSignal): Promise<void> {
    await this.#ready.passed(signal);
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#phase !== 'new') {
      throw new RuntimeError('AlreadyStarted', 'a manager runs once', { retry: 'never' });
    }
    this.#phase = 'following';
    // Waiting keeps no process alive by itself, and with the server away all that is left is waiting.
    const alive = setInterval(() => undefined, 2 ** 30);
    let failure: RuntimeError | undefined;
    try {
      await this.#listen();
      this.#parts.caches.start();
      this.#startAll(false);
      failure = await this.#leadAndWait(signal);
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error;
      failure = error;
    } finally {
      // Another may lead already: what runs is ended at once.
      const lost = failure?.code === 'LeadershipLost';
      const late = await this.#shutDown(lost ? 0 : this.#parts.gracefulShutdownMs);
      failure ??= late;
      clearInterval(alive);
    }
    if (failure !== undefined) throw failure;
  }

  async #listen(): Promise<void> {
    const { metrics, metricsAddress, healthAddress } = this.#parts;
    if (isAddress(healthAddress)) {
      this.#servers.health = await listen(healthAddress, this.#checks.respond);
    }
    if (isAddress(metricsAddress)) {
      this.#servers.metrics = await listen(metricsAddress, async (path) =>
        path === '/metrics'
          ? { status: 200, type: metrics.registry.contentType, body: await metrics.render() }
          : undefined,
      );
    }
  }

  /** Waits for leadership and leads, until the end. @returns why it ended, if by a failure */
  async #leadAndWait(signal: AbortSignal): Promise<RuntimeError | undefined> {
    const { elector, metrics, leaseName } = this.#parts;
    const ended = new AbortController();
    const end = (): void => ended.abort(new Error('the manager is stopping'));
    const failed = this.#failed.passed(ended.signal).finally(end);
    // A signal that was aborted before is told to no listener.
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    try {
      if (elector !== undefined) {
        metrics.recordLeader(leaseName, false);
        await elector.acquire(ended.signal);
        metrics.recordLeader(leaseName, true);
      }
      ended.signal.throwIfAborted();
      this.#phase = 'leading';
      this.#startAll(true);
      void this.#openWhenStarted();
      if (elector === undefined) return await failed;
      const kept = await elector.keep(ended.signal);
      metrics.recordLeader(leaseName, false);
      if (kept === 'lost') return new RuntimeError('LeadershipLost', 'leader election lost');
      return await failed;
    } catch (error) {
      if (!ended.signal.aborted) throw error;
      return await failed.catch(() => undefined);
    } finally {
      end();
      signal.removeEventListener('abort', end);
      await failed.catch(() => undefined);
    }
  }

  async #openWhenStarted(): Promise<void> {
    await Promise.all(this.#started);
    this.#ready.open(undefined);
  }

  #mayRun(leaderOnly: boolean): boolean {
    return this.#phase === 'leading' || (this.#phase === 'following' && !leaderOnly);
  }

  #startAll(leaderOnly: boolean): void {
    for (const runnable of this.#runnables) {
      if ((runnable.leaderOnly ?? true) === leaderOnly) this.#startRunnable(runnable);
    }
    for (const controller of this.#controllers) {
      if (controller.leaderOnly === leaderOnly) this.#startController(controller);
    }
  }

  #startController(controller: QueueController): void {
    const started = controller.start(this.#stop.signal).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#fail(`controller ${controller.name}`, error);
    });
    this.#started.push(started);
  }

  #startRunnable(runnable: Runnable): void {
    runnable.run(this.#stop.signal).catch((error: unknown) => {
      if (!this.#stop.signal.aborted) this.#fail(runnable.name, error);
    });
  }

  #fail(what: string, cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#failed.open(new RuntimeError('RunnableFailed', `${what} failed: ${reason}`, { cause }));
  }

  /** Ends everything in order: controllers, what they used, leadership, events, watches, servers. */
  async #shutDown(graceMs: number): Promise<RuntimeError | undefined> {
    const { log, elector, abortGraceMs, clock } = this.#parts;
    const leading = this.#phase === 'leading';
    this.#phase = 'stopping';
    log.info('Shutting down');
    const abandoned = await Promise.all(
      this.#controllers.map(async (controller) => await controller.stop(graceMs, abortGraceMs)),
    );
    this.#stop.abort(new Error('the manager is stopping'));
    const limit = new AbortController();
    const timer = clock.after(flushMs, () => limit.abort());
    await this.#parts.events.flush(limit.signal);
    timer.cancel();
    if (leading) await elector?.release(flushMs);
    if (this.#parts.ownsCaches) await this.#parts.caches.stop();
    await this.#servers.metrics?.close();
    await this.#servers.health?.close();
    const left = abandoned.reduce((sum, count) => sum + count, 0);
    if (left === 0) return undefined;
    return new RuntimeError(
      'ShutdownTimeout',
      `${left} reconciles did not end in time and were abandoned`,
    );
  }
}

function isAddress(address: string): boolean {
  return address !== '' && address !== '0';
}
