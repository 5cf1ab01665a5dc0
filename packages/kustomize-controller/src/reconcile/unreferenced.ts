import { normalizePath } from '@fluxts/base';
import {
  formatUnreferenced,
  type KustomizationObject,
  maxUnreferenced,
  unreferencedAnnotation,
} from '@fluxts/flux-api';
import { ownReasons } from '../own-words.ts';
import { report } from './events.ts';
import { sourceOf } from './keys.ts';
import type { PassInput } from './pass-input.ts';
import type { Services } from './services.ts';

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
  const forgotten = notCoveredByOthers(object, files, services);
  const value = formatUnreferenced(forgotten);
  if (object.metadata.annotations?.[unreferencedAnnotation] === value) return;
  await book.annotate(unreferencedAnnotation, value);
  if (forgotten.length === 0) return;
  const more = forgotten.length - maxUnreferenced;
  const listed = forgotten.slice(0, maxUnreferenced).join(', ');
  report(services.events, object, {
    severity: 'error',
    reason: ownReasons.unreferencedFiles,
    message: `files that no kustomization.yaml refers to: ${listed}${more > 0 ? ` and ${more} more` : ''}`,
    revision: source.artifact.revision,
  });
}

/** What lies in a directory below that another Kustomization builds is that one's to tell of. */
function notCoveredByOthers(
  object: KustomizationObject,
  files: readonly string[],
  { dependencies }: Services,
): readonly string[] {
  if (files.length === 0) return files;
  const own = directoryOf(object);
  const others = dependencies
    .consumersOf(sourceOf(object))
    .map((key) => dependencies.get(key)?.object)
    .flatMap((other) => (other === undefined ? [] : [directoryOf(other)]))
    .filter((directory) => directory !== own && directory.startsWith(own));
  return files.filter((file) => !others.some((directory) => file.startsWith(directory)));
}

/** The built directory, with a slash at the end; empty for the root of the source. */
function directoryOf({ spec }: KustomizationObject): string {
  try {
    const path = normalizePath(spec.path ?? '.');
    return path === '.' ? '' : `${path}/`;
  } catch {
    // It leads out of the source, and is told of elsewhere.
    return '';
  }
}
