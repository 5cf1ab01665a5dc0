import type { JsonObject } from '@fluxts/base';
import { formatDuration, GoCompatError, parseDuration } from '@fluxts/gocompat';

const durationFields: ReadonlySet<string> = new Set(['interval', 'retryInterval', 'timeout']);

/** Writes the durations of a spec as Go writes them (`5m` becomes `5m0s`), as Flux's own export does. */
export function goDurations(spec: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) =>
      durationFields.has(key) && typeof value === 'string' ? [key, canonical(value)] : [key, value],
    ),
  );
}

function canonical(text: string): string {
  try {
    return formatDuration(parseDuration(text));
  } catch (error) {
    // What an object holds is exported as it is, even where no controller could read it.
    if (error instanceof GoCompatError) return text;
    throw error;
  }
}
