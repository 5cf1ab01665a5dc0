import { availableParallelism } from 'node:os';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { JobError } from '../errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type JobAnswer, type JobRequest, unpackError } from './messages.ts';
import type { JobOptions, JobTypes, WorkerPool } from './pool.ts';

/** What makes a pool. */
export interface WorkerPoolOptions {
  /** Module that calls {@link serveJobs}. The application names it, because it knows how it is bundled. */
  readonly entry: URL;
  /** Threads; default one less than there are cores, at least one. They start when first needed. */
  readonly size?: number | undefined;
  /** Longest run of a job. Default 5 min. */
  readonly timeoutMs?: number | undefined;
  /** Heap of one worker. Default 1024 MiB. */
  readonly maxHeapMb?: number | undefined;
  /** Most jobs waiting; more are refused. Default 10,000. */
  readonly maxWaiting?: number | undefined;
  /** Handed to the worker as `workerData`. */
  readonly data?: unknown;
  /** Where the number of jobs is told. */
  readonly metrics?: Metrics | undefined;
  /** `execArgv` of the workers; default the process's own. */
  readonly execArgv?: readonly string[] | undefined;
}

/** Makes a pool. No thread starts before the first job. */
export function createWorkerPool<J extends JobTypes>(options: WorkerPoolOptions): WorkerPool<J> {
  const pool = new ThreadPool<J>(options);
  options.metrics?.observe('fluxts_worker_jobs', 'Jobs of the worker pool.', ['state'], () =>
    Object.entries(pool.load).map(([state, value]) => ({ labels: { state }, value })),
  );
  return pool;
}

interface Job {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  readonly transfer: readonly ArrayBuffer[];
  readonly timeoutMs: number;
  readonly high: boolean;
  readonly settle: (answer: { readonly output: unknown } | JobError) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
}

const defaultTimeoutMs = 5 * 60_000;
const defaultMaxWaiting = 10_000;
const defaultHeapMb = 1024;

class ThreadPool<J extends JobTypes> implements WorkerPool<J> {
  readonly size: number;
  readonly #options: WorkerPoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #high = new Set<Job>();
  readonly #normal = new Set<Job>();
  #serial = 0;
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.size = Math.max(1, options.size ?? availableParallelism() - 1);
    this.#options = options;
  }

  get load(): { readonly waiting: number; readonly running: number } {
    const running = [...this.#threads].filter((thread) => thread.job !== undefined).length;
    return { waiting: this.#high.size + this.#normal.size, running };
  }

  async run<N extends keyof J & string>(
    name: N,
    input: J[N]['input'],
    options: JobOptions = {},
  ): Promise<J[N]['output']> {
    const { signal } = options;
    if (this.#closed) throw closed(name);
    if (signal?.aborted === true) throw aborted(name);
    const { waiting } = this.load;
    if (waiting >= (this.#options.maxWaiting ?? defaultMaxWaiting)) {
      throw new JobError('PoolFull', `job ${name}: ${waiting} jobs are waiting already`);
    }
    return await new Promise((resolve, reject) => {
      const abort = (): void => this.#end(job, aborted(name));
      const job: Job = {
        id: ++this.#serial,
        name,
        input,
        transfer: options.transfer ?? [],
        timeoutMs: options.timeoutMs ?? this.#options.timeoutMs ?? defaultTimeoutMs,
        high: options.priority === 'high',
        settle: (answer) => {
          signal?.removeEventListener('abort', abort);
          if (answer instanceof JobError) reject(answer);
          else resolve(answer.output as J[N]['output']);
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waitingOf(job).add(job);
      this.#pump();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of [...this.#high, ...this.#normal]) this.#end(job, closed(job.name));
    const threads = [...this.#threads];
    this.#threads.clear();
    for (const { job, timer } of threads) {
      clearTimeout(timer);
      job?.settle(closed(job.name));
    }
    await Promise.all(threads.map(async ({ worker }) => await worker.terminate()));
  }

  #waitingOf(job: Job): Set<Job> {
    return job.high ? this.#high : this.#normal;
  }

  #pump(): void {
    while (this.#high.size + this.#normal.size > 0) {
      const thread = this.#freeThread();
      if (thread === undefined) return;
      const [job] = this.#high.size > 0 ? this.#high : this.#normal;
      if (job === undefined) return;
      this.#waitingOf(job).delete(job);
      this.#begin(thread, job);
    }
  }

  #freeThread(): Thread | undefined {
    for (const thread of this.#threads) if (thread.job === undefined) return thread;
    return this.#threads.size < this.size ? this.#startThread() : undefined;
  }

  #startThread(): Thread {
    const { entry, data, maxHeapMb, execArgv } = this.#options;
    const settings: WorkerOptions = {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb ?? defaultHeapMb },
      ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
    };
    const thread: Thread = {
      worker: new Worker(entry, settings),
      job: undefined,
      timer: undefined,
    };
    this.#threads.add(thread);
    thread.worker.on('message', (answer: JobAnswer) => this.#answered(thread, answer));
    thread.worker.on('messageerror', (error) => this.#lost(thread, error.message));
    thread.worker.on('error', (error: Error) => this.#lost(thread, error.message));
    thread.worker.on('exit', (code) => this.#lost(thread, `it ended with code ${code}`));
    // An idle worker does not keep the process alive; a job under way does, by its timer.
    thread.worker.unref();
    return thread;
  }

  #begin(thread: Thread, job: Job): void {
    thread.job = job;
    thread.timer = setTimeout(() => {
      this.#end(
        job,
        new JobError('JobTimeout', `job ${job.name} took longer than ${job.timeoutMs} ms`),
      );
    }, job.timeoutMs);
    const request: JobRequest = { id: job.id, name: job.name, input: job.input };
    try {
      thread.worker.postMessage(request, job.transfer);
    } catch (error) {
      // What cannot be cloned was never sent: the worker is still free.
      const message = error instanceof Error ? error.message : String(error);
      this.#free(thread);
      job.settle(new JobError('JobFailed', `job ${job.name}: ${message}`, { retry: 'never' }));
    }
  }

  #answered(thread: Thread, answer: JobAnswer): void {
    const { job } = thread;
    if (job?.id !== answer.id) return;
    this.#free(thread);
    job.settle('error' in answer ? unpackError(answer.error) : { output: answer.output });
    this.#pump();
  }

  #free(thread: Thread): void {
    clearTimeout(thread.timer);
    thread.job = undefined;
    thread.timer = undefined;
  }

  /** Ends a job before it is done; if it runs, with its worker, for there is no other way to stop it. */
  #end(job: Job, error: JobError): void {
    if (this.#waitingOf(job).delete(job)) {
      job.settle(error);
      return;
    }
    for (const thread of this.#threads) {
      if (thread.job !== job) continue;
      this.#drop(thread);
      job.settle(error);
      void thread.worker.terminate();
      this.#pump();
      return;
    }
  }

  #lost(thread: Thread, why: string): void {
    if (!this.#threads.has(thread)) return;
    const { job } = thread;
    this.#drop(thread);
    job?.settle(new JobError('WorkerLost', `job ${job.name} was lost with its worker: ${why}`));
    void thread.worker.terminate();
    this.#pump();
  }

  #drop(thread: Thread): void {
    this.#threads.delete(thread);
    this.#free(thread);
  }
}

function aborted(name: string): JobError {
  return new JobError('JobAborted', `job ${name} was aborted`);
}

function closed(name: string): JobError {
  return new JobError('PoolClosed', `job ${name}: the pool is closed`);
}
