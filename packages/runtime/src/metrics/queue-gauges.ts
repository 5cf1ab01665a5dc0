import type { Metrics } from './metrics.ts';

/** What can be read of a controller's queue at any time. */
export interface QueueReader {
  readonly depth: () => {
    readonly ready: number;
    readonly running: number;
    readonly delayed: number;
  };
  /** How long each reconcile under way has been running, in seconds. */
  readonly running: () => readonly number[];
  readonly maxConcurrent: number;
}

/** Registers the gauges of a controller's queue, under the names of client-go and controller-runtime. */
export function observeQueue(metrics: Metrics, controller: string, queue: QueueReader): void {
  const both = { name: controller, controller };
  const gauge = (
    name: string,
    help: string,
    labels: Readonly<Record<string, string>>,
    read: () => number,
  ): void => metrics.observe(name, help, Object.keys(labels), () => [{ labels, value: read() }]);
  gauge('workqueue_depth', 'Current depth of workqueue.', both, () => queue.depth().ready);
  gauge(
    'workqueue_unfinished_work_seconds',
    'Seconds of work that is in progress and has not been observed by work_duration.',
    both,
    () => queue.running().reduce((sum, seconds) => sum + seconds, 0),
  );
  gauge(
    'workqueue_longest_running_processor_seconds',
    'How many seconds the longest running processor has been running.',
    both,
    () => Math.max(0, ...queue.running()),
  );
  gauge(
    'controller_runtime_active_workers',
    'Number of currently used workers per controller.',
    { controller },
    () => queue.depth().running,
  );
  gauge(
    'controller_runtime_max_concurrent_reconciles',
    'Maximum number of concurrent reconciles per controller.',
    { controller },
    () => queue.maxConcurrent,
  );
  gauge(
    'fluxts_workqueue_delayed',
    'Objects that wait for their time: intervals and retries.',
    both,
    () => queue.depth().delayed,
  );
}
