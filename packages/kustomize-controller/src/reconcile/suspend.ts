import { requestedAt } from '@fluxts/flux-api';
import { done, type ObjectKey, type Result } from '@fluxts/runtime';
import { keyOf } from './keys.ts';
import { openBook } from './open-book.ts';
import type { Services, Subject } from './services.ts';

/** A suspended object is left alone: nothing is applied, healed or waited for. Requests count as handled. */
export async function suspend(
  subject: Subject,
  services: Services,
  signal: AbortSignal,
): Promise<Result> {
  const { object } = subject;
  const key = keyOf(object);
  services.waits.cancel(key);
  services.drift?.untrack(key);
  const memory = services.memories.of(key);
  memory.lastPass = undefined;
  memory.failure = undefined;
  memory.desired = undefined;
  services.metrics.recordSuspend(object.kind, key, true);
  const request = requestedAt(object);
  if (request !== undefined) {
    const book = openBook(subject, services, signal);
    book.note({ lastHandledReconcileAt: request });
    await book.settle((status) => status);
  }
  return done();
}

/** Forgets an object that does not exist any more. */
export function forget(key: ObjectKey, services: Services): void {
  services.waits.cancel(key);
  services.terminations.cancel(key);
  services.drift?.untrack(key);
  services.memories.forget(key);
}
