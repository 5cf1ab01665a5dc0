import { type JsonObject, getString } from '@fluxts/base';
import { ensureMapping } from '../reading.ts';

/** Says of an object that what its status tells did not happen on any machine. */
export const simulatedAnnotation = 'fluxts.dev/simulated';

/**
 * Asks for a fate, on a workload or its pod template:
 *
 * - `fail`: the image cannot be pulled (`ImagePullBackOff`)
 * - `crash`: the containers end with an error again and again (`CrashLoopBackOff`; a Job's pods fail)
 * - `pending`: no node takes the pods
 */
export const fateAnnotation = 'fluxts.dev/simulate';

/** What becomes of a pod. */
export type Fate = 'crash' | 'fail' | 'pending' | 'run';

/** The fate that an object asks for. */
export function fateOf(object: JsonObject | undefined): Fate {
  const asked = getString(object, 'metadata', 'annotations', fateAnnotation);
  return asked === 'fail' || asked === 'crash' || asked === 'pending' ? asked : 'run';
}

/** Marks a draft as simulated. Returns whether it was not before. */
export function markSimulated(draft: JsonObject): boolean {
  const annotations = ensureMapping(ensureMapping(draft, 'metadata'), 'annotations');
  if (annotations[simulatedAnnotation] === 'true') return false;
  annotations[simulatedAnnotation] = 'true';
  return true;
}

/** Whether an object is marked as simulated. */
export function isMarked(object: JsonObject): boolean {
  return getString(object, 'metadata', 'annotations', simulatedAnnotation) === 'true';
}
