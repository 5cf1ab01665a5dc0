import { createCaches } from '../cache/registry.ts';
import { systemClock } from '../clock.ts';
import { ApiEventRecorder } from '../events/api-recorder.ts';
import { LeaderElector } from '../leader/elector.ts';
import { createMetrics } from '../metrics/prometheus.ts';
import type { Manager, ManagerOptions } from './manager.ts';
import { ProcessManager } from './process-manager.ts';

/** Makes a manager; nothing starts before `run`. */
export function createManager(options: ManagerOptions): Manager {
  const { client, log, leaderElection } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const metrics = options.metrics ?? createMetrics();
  const events = new ApiEventRecorder({
    client,
    clock,
    log,
    metrics,
    random,
    component: options.name,
    instance: leaderElection?.identity ?? options.name,
    sinks: options.eventSinks ?? [],
  });
  return new ProcessManager({
    client,
    log,
    clock,
    random,
    metrics,
    events,
    caches: options.caches ?? createCaches({ client, log, clock, random, metrics }),
    ownsCaches: options.caches === undefined,
    elector:
      leaderElection === undefined
        ? undefined
        : new LeaderElector(leaderElection, { client, clock, random, log }),
    leaseName: leaderElection?.name ?? '',
    metricsAddress: options.metricsAddress ?? '0',
    healthAddress: options.healthAddress ?? '0',
    gracefulShutdownMs: options.gracefulShutdownMs ?? 30_000,
    abortGraceMs: options.abortGraceMs ?? 5_000,
  });
}
