import type { Json, JsonObject } from '@fluxts/base';
import { formatDuration, GoCompatError, parseDuration } from '@fluxts/gocompat';

const durationFields: ReadonlySet<string> = new Set(['interval', 'retryInterval', 'timeout']);

/** Fields that are written even when they are false: the kind requires them. */
const requiredSwitches: ReadonlySet<string> = new Set(['prune']);

/**
 * Writes a spec as Flux's own export does: durations as Go prints them (`5m` becomes `5m0s`), switches
 * that are off left out, as a server may have filled them in.
 */
export function canonicalSpec(spec: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(spec)
      .filter(([key, value]) => value !== false || requiredSwitches.has(key))
      .map(([key, value]): [string, Json] => [
        key,
        durationFields.has(key) && typeof value === 'string' ? canonicalDuration(value) : value,
      ]),
  );
}

function canonicalDuration(text: string): string {
  try {
    return formatDuration(parseDuration(text));
  } catch (error) {
    // What an object holds is exported as it is, even where no controller could read it.
    if (error instanceof GoCompatError) return text;
    throw error;
  }
}
