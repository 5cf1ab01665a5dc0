// Load and memory of a child process, from one question to the next.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 2;

/**
 * In a child: answers each `measure` message with what happened since the last one. `end` ends the process
 * in order, so that a profile gets written.
 */
export function answerMeasurements(more = () => ({})) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let cpu = process.cpuUsage();
  let since = performance.now();
  process.on('message', ({ type, id }) => {
    if (type === 'end') process.exit(0);
    if (type !== 'measure') return;
    const used = process.cpuUsage(cpu);
    const elapsedMs = performance.now() - since;
    process.send({
      type: 'measured',
      id,
      elapsedMs,
      cpuMs: (used.user + used.system) / 1000,
      stallMs: Math.max(0, delay.max / 1e6 - resolutionMs),
      stallP99Ms: Math.max(0, delay.percentile(99) / 1e6 - resolutionMs),
      rssMiB: process.memoryUsage.rss() / 2 ** 20,
      heapMiB: process.memoryUsage().heapUsed / 2 ** 20,
      ...more(),
    });
    delay.reset();
    cpu = process.cpuUsage();
    since = performance.now();
  });
}
