import type { JsonObject } from '@fluxts/base';
import type { InventoryEntry, KustomizationObject } from '@fluxts/flux-api';
import type { Clock } from '@fluxts/runtime';
import type { KubeObject, ObjectRef } from '@fluxts/kube-client';
import type { HealthOf } from '../health/health-rules.ts';
import type { WrittenObject } from '../drift/drift-watch.ts';
import type { Target } from '../target/target.ts';
import type { HealthTargets } from './health-targets.ts';
import type { Services } from './services.ts';

export interface AppliedObject {
  readonly ref: ObjectRef;
  readonly entry: InventoryEntry;
  readonly manifest: JsonObject;
  readonly action: 'created' | 'configured' | 'unchanged' | 'skipped';
  readonly live: KubeObject | undefined;
}
export interface AppliedSet {
  readonly objects: readonly AppliedObject[];
  readonly changes: readonly string[];
  readonly tracked: readonly WrittenObject[];
}
export class ApplyFailure extends Error {
  readonly changes: readonly string[] = [];
}
export interface PrunedSet {
  readonly deleted: readonly ObjectRef[];
  readonly survivors: readonly InventoryEntry[];
  readonly changes: readonly string[];
  readonly error: Error | undefined;
}
interface Tools {
  readonly services: Services;
  readonly signal: AbortSignal;
}
export declare function entryOf(object: JsonObject): InventoryEntry;
export declare function refOfManifest(object: JsonObject): ObjectRef;
export declare function formatEntry(entry: InventoryEntry): string;
export declare function applyManifests(
  object: KustomizationObject,
  manifests: readonly JsonObject[],
  target: Target,
  tools: Tools,
): Promise<AppliedSet>;
export declare function pruneStale(
  object: KustomizationObject,
  stale: readonly InventoryEntry[],
  target: Target,
  tools: Tools,
): Promise<PrunedSet>;
export declare function waitHealthy(
  target: Target,
  targets: HealthTargets,
  options: {
    health: HealthOf;
    timeoutMs: number;
    failFast: boolean;
    clock: Clock;
    signal: AbortSignal;
  },
): Promise<void>;
export declare function isHealthyNow(
  target: Target,
  targets: HealthTargets,
  health: HealthOf,
  signal: AbortSignal,
): Promise<boolean>;
export declare function waitGone(
  target: Target,
  refs: readonly ObjectRef[],
  options: { timeoutMs: number; clock: Clock; signal: AbortSignal },
): Promise<void>;
