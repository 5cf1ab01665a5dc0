import type { StatusBook } from '../status/status-book.ts';
import type { Services, Subject } from './services.ts';
import type { SourceArtifact } from './source.ts';

/** What a pass works on and with. */
export interface PassInput {
  readonly subject: Subject;
  readonly source: SourceArtifact;
  readonly book: StatusBook;
  readonly services: Services;
  readonly signal: AbortSignal;
  /** What is known to be as it was applied need not be looked at again. */
  readonly trusting: boolean;
}
