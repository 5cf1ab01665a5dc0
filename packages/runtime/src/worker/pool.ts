/** The jobs an application runs in workers: name → what goes in and what comes out (structured-cloneable). */
export type JobTypes = Readonly<
  Record<string, { readonly input: unknown; readonly output: unknown }>
>;

/** Options of one job. */
export interface JobOptions {
  /** Ends the job; its worker is terminated if it has begun. */
  readonly signal?: AbortSignal | undefined;
  /** Longest run, not counting the wait for a worker. Default the pool's. */
  readonly timeoutMs?: number | undefined;
  /** Jobs with `high` go first. */
  readonly priority?: 'high' | 'normal' | undefined;
  /** Buffers moved, not copied, to the worker. */
  readonly transfer?: readonly ArrayBuffer[] | undefined;
}

/**
 * Threads that do what would stall the main loop. A job that takes too long or too much memory is
 * terminated with its worker, and another worker takes its place.
 */
export interface WorkerPool<J extends JobTypes> {
  /** Number of threads. */
  readonly size: number;
  /** Jobs waiting and running. */
  readonly load: { readonly waiting: number; readonly running: number };
  /**
   * Runs a job.
   * @throws JobError what the job threw, with its code, place, subject and retry; or code `JobTimeout`,
   * `JobAborted`, `WorkerLost` (crash or memory limit), `PoolFull`, `PoolClosed`
   */
  run<N extends keyof J & string>(
    name: N,
    input: J[N]['input'],
    options?: JobOptions,
  ): Promise<J[N]['output']>;
  /** Ends all workers. Jobs under way fail with `PoolClosed`. */
  close(): Promise<void>;
}

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
  /** `execArgv` of the workers; default the process's own. */
  readonly execArgv?: readonly string[] | undefined;
}

/** What a job is told. */
export interface JobContext {
  /** {@link WorkerPoolOptions.data}. */
  readonly data: unknown;
  /** Buffers of the result to move, not copy. */
  transfer(...buffers: readonly ArrayBuffer[]): void;
}

/** The functions that do the jobs, in the worker. */
export type JobHandlers<J extends JobTypes> = {
  readonly [N in keyof J]: (
    input: J[N]['input'],
    context: JobContext,
  ) => J[N]['output'] | Promise<J[N]['output']>;
};

/** Makes a pool. No thread starts before the first job. */
export declare function createWorkerPool<J extends JobTypes>(
  options: WorkerPoolOptions,
): WorkerPool<J>;
/** Runs jobs in this thread, with the same contract but for time and memory: for tests and tools. */
export declare function createInlinePool<J extends JobTypes>(
  handlers: JobHandlers<J>,
): WorkerPool<J>;
/** Called once by the worker's entry module: takes jobs from the pool that started this thread. */
export declare function serveJobs<J extends JobTypes>(handlers: JobHandlers<J>): void;
