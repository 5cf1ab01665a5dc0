import type { IntervalHistogram } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/**
 * How long the main loop was held up. The maximum is that since the last look; the histogram counts the
 * sampling interval in, which is taken off.
 */
export function observeEventLoop(
  registry: Registry,
  loop: IntervalHistogram,
  resolutionMs: number,
): void {
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000) : 0;
  lagGauge(registry, 'nodejs_eventloop_lag_p50_seconds', 'The median event loop delay.', () =>
    seconds(loop.percentile(50)),
  );
  lagGauge(
    registry,
    'nodejs_eventloop_lag_p99_seconds',
    'The 99th percentile of the event loop delay.',
    () => seconds(loop.percentile(99)),
  );
  // Rendered last of the three, because looking at it begins the next period.
  lagGauge(
    registry,
    'nodejs_eventloop_lag_max_seconds',
    'The longest event loop delay since the last scrape.',
    () => {
      const longest = seconds(loop.max);
      loop.reset();
      return longest;
    },
  );
}

/** What the process uses, under Prometheus' common names. */
export function observeProcess(registry: Registry): void {
  const started = Date.now() / 1000 - process.uptime();
  const memory: Gauge = new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory size in bytes.',
    registers: [registry],
    collect: () => memory.set(process.memoryUsage.rss()),
  });
  const cpu: Gauge = new Gauge({
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
    registers: [registry],
    collect: () => {
      const { user, system } = process.cpuUsage();
      cpu.set((user + system) / 1e6);
    },
  });
  const start = new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start time of the process since unix epoch in seconds.',
    registers: [registry],
  });
  start.set(started);
}

function lagGauge(registry: Registry, name: string, help: string, read: () => number): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    collect: () => gauge.set(read()),
  });
}
