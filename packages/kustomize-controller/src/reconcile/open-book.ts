import { StatusBook } from '../status/status-book.ts';
import { keyOf } from './keys.ts';
import type { Services, Subject } from './services.ts';

/** Opens the status of an object for one reconcile. */
export function openBook(
  { stored, object }: Subject,
  { client, clock, memories, metrics }: Services,
  signal: AbortSignal,
): StatusBook {
  const key = keyOf(object);
  return new StatusBook({
    client,
    clock,
    signal,
    stored,
    object,
    onWritten: (written, status) => {
      memories.of(key).written = written;
      for (const condition of status.conditions ?? []) {
        metrics.recordCondition(object.kind, key, condition.type, condition.status);
      }
    },
  });
}
