import { ownReasons } from '../own-words.ts';
import { report } from './events.ts';
import { keyOf } from './keys.ts';
import type { Services, Subject } from './services.ts';

/** Tells once, by an event, which fields of an object are of an older form and mean something else now. */
export function tellNotices({ object, notices }: Subject, services: Services): void {
  const memory = services.memories.of(keyOf(object));
  const text = notices.map(({ path, message }) => `${path} ${message}`).join('\n');
  if (text === (memory.noticesTold ?? '')) return;
  memory.noticesTold = text;
  if (text === '') return;
  report(services.events, object, {
    severity: 'info',
    reason: ownReasons.legacyField,
    message: text,
  });
}
