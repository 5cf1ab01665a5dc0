import { parentPort, workerData } from 'node:worker_threads';
import { JobError } from '../errors.ts';
import { type JobRequest, packError } from './messages.ts';
import type { JobContext, JobHandlers, JobTypes } from './pool.ts';

/**
 * Takes jobs from the pool that started this thread. Called once, by the module that the pool was given as
 * its entry; outside a worker it does nothing.
 */
export function serveJobs<J extends JobTypes>(handlers: JobHandlers<J>): void {
  const port = parentPort;
  if (port === null) return;
  const data: unknown = workerData;
  port.on('message', (request: JobRequest) => {
    const moved: ArrayBuffer[] = [];
    const context: JobContext = { data, transfer: (...buffers) => void moved.push(...buffers) };
    void runJob(handlers, request, context).then(
      (output) => port.postMessage({ id: request.id, output }, moved),
      (error: unknown) => port.postMessage({ id: request.id, error: packError(error) }),
    );
  });
}

/** Runs the handler of a job. @throws JobError `NoSuchJob`; whatever the handler throws */
export async function runJob<J extends JobTypes>(
  handlers: JobHandlers<J>,
  request: { readonly name: string; readonly input: unknown },
  context: JobContext,
): Promise<unknown> {
  const { name, input } = request;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) {
    throw new JobError('NoSuchJob', `the workers know no job '${name}'`, { retry: 'never' });
  }
  return await handler(input, context);
}
