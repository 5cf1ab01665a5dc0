import { formatUnreferenced, maxUnreferenced, unreferencedAnnotation } from '@fluxts/flux-api';
import { report } from './events.ts';
import type { PassInput } from './pass-input.ts';

/**
 * Says which files lie in the built directory and are referred to by nobody: by an annotation, and by an
 * event when they are not the same as before. It is the most common reason why a change does not arrive, and
 * never a failure.
 */
export async function tellUnreferenced(
  { subject, book, services, source }: PassInput,
  files: readonly string[],
): Promise<void> {
  const { object } = subject;
  const value = formatUnreferenced(files);
  if (object.metadata.annotations?.[unreferencedAnnotation] === value) return;
  await book.annotate(unreferencedAnnotation, value);
  if (files.length === 0) return;
  const more = files.length - maxUnreferenced;
  const listed = files.slice(0, maxUnreferenced).join(', ');
  report(services.events, object, {
    severity: 'error',
    reason: unreferencedReason,
    message: `files that no kustomization.yaml refers to: ${listed}${more > 0 ? ` and ${more} more` : ''}`,
    revision: source.artifact.revision,
  });
}

/** The reason of the event; the Ready condition does not change. */
export const unreferencedReason = 'UnreferencedFiles';
