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

/** What a job is told. */
export interface JobContext {
  /** What the application handed to the pool for its workers. */
  readonly data: unknown;
  /** Buffers of the result to move, not copy. */
  readonly transfer: (...buffers: readonly ArrayBuffer[]) => void;
}

/** The functions that do the jobs, in the worker. */
export type JobHandlers<J extends JobTypes> = {
  readonly [N in keyof J]: (
    input: J[N]['input'],
    context: JobContext,
  ) => J[N]['output'] | Promise<J[N]['output']>;
};
