import { JobError } from '../errors.ts';
import { packError, unpackError } from './messages.ts';
import type { JobHandlers, JobOptions, JobTypes, WorkerPool } from './pool.ts';
import { runJob } from './serve-jobs.ts';

/**
 * Runs jobs in this thread, one after the other, with the same contract but for limits of time and memory:
 * for tests, and for tools that do one job and end.
 * @param data what jobs find as `context.data`
 */
export function createInlinePool<J extends JobTypes>(
  handlers: JobHandlers<J>,
  data?: unknown,
): WorkerPool<J> {
  return new InlinePool(handlers, data);
}

class InlinePool<J extends JobTypes> implements WorkerPool<J> {
  readonly size = 1;
  readonly #handlers: JobHandlers<J>;
  readonly #data: unknown;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #running = 0;
  #closed = false;

  constructor(handlers: JobHandlers<J>, data: unknown) {
    this.#handlers = handlers;
    this.#data = data;
  }

  get load(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.#waiting, running: this.#running };
  }

  async run<N extends keyof J & string>(
    name: N,
    input: J[N]['input'],
    options: JobOptions = {},
  ): Promise<J[N]['output']> {
    this.#waiting++;
    const turn = this.#last.then(async () => {
      this.#waiting--;
      this.#running++;
      try {
        return await this.#runNow(name, input, options);
      } finally {
        this.#running--;
      }
    });
    this.#last = turn.catch(() => undefined);
    return (await turn) as J[N]['output'];
  }

  async #runNow(name: string, input: unknown, options: JobOptions): Promise<unknown> {
    if (this.#closed) throw new JobError('PoolClosed', `job ${name}: the pool is closed`);
    if (options.signal?.aborted === true) {
      throw new JobError('JobAborted', `job ${name} was aborted`);
    }
    try {
      const request = { name, input: structuredClone(input) };
      const context = { data: this.#data, transfer: () => undefined };
      return structuredClone(await runJob(this.#handlers, request, context));
    } catch (error) {
      throw unpackError(packError(error));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
  }
}
