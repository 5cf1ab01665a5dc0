import { type Json, type JsonObject, getPath } from '@fluxts/base';

/** A ReplicaSet, as far as a rollout is concerned. */
export interface ReplicaCount {
  /** How many it is asked to have. */
  readonly wanted: number;
  readonly available: number;
}

/** How many replicas the new set and each of the old ones should have next. */
export interface RolloutStep {
  readonly next: number;
  readonly old: readonly number[];
}

/** The bounds of a rolling update, in pods. */
export interface RolloutBounds {
  readonly surge: number;
  readonly unavailable: number;
}

/** Reads the bounds of a Deployment with so many replicas; percentages round in its favour. */
export function rolloutBounds(deployment: JsonObject, replicas: number): RolloutBounds {
  const rolling = getPath(deployment, 'spec', 'strategy', 'rollingUpdate');
  const surge = amountOf(getPath(rolling, 'maxSurge'), replicas, Math.ceil, 1);
  const unavailable = amountOf(getPath(rolling, 'maxUnavailable'), replicas, Math.floor, 0);
  // Both zero would never move.
  return surge === 0 && unavailable === 0 ? { surge: 0, unavailable: 1 } : { surge, unavailable };
}

function amountOf(
  value: Json | undefined,
  replicas: number,
  round: (value: number) => number,
  otherwise: number,
): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d{1,3})%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? otherwise : round((replicas * Number(percent)) / 100);
}

/** The next step of a rolling update: as many new replicas as the surge allows, as few old ones as availability allows. */
export function planRolling(
  replicas: number,
  bounds: RolloutBounds,
  next: ReplicaCount,
  old: readonly ReplicaCount[],
): RolloutStep {
  const oldWanted = old.reduce((sum, set) => sum + set.wanted, 0);
  const most = replicas + bounds.surge;
  const grown = Math.max(Math.min(next.wanted, replicas), Math.min(replicas, most - oldWanted));
  const available =
    next.available + old.reduce((sum, set) => sum + Math.min(set.available, set.wanted), 0);
  let spare = available - (replicas - bounds.unavailable);
  const shrunk = old.map((set) => {
    // What is not available anyway is of no loss.
    const idle = Math.max(0, set.wanted - set.available);
    const give = Math.min(set.wanted - idle, Math.max(0, spare));
    spare -= give;
    return set.wanted - idle - give;
  });
  return { next: grown, old: shrunk };
}

/** The next step of a rollout that ends everything old before it begins the new. */
export function planRecreate(
  replicas: number,
  next: ReplicaCount,
  old: readonly (ReplicaCount & { readonly present: number })[],
): RolloutStep {
  const oldGone = old.every((set) => set.present === 0);
  return { next: oldGone ? replicas : next.wanted, old: old.map(() => 0) };
}
