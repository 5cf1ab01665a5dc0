import type { ArtifactFetcher } from '@fluxts/artifact';
import type { KustomizationObject, Notice } from '@fluxts/flux-api';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';
import type { Clock, EventRecorder, Logger, Metrics, ObjectKey } from '@fluxts/runtime';
import type { BuildStore } from '../build/build-store.ts';
import type { DriftWatch } from '../drift/drift-watch.ts';
import type { HealthRules } from '../health/health-rules.ts';
import type { Memories } from '../memory/memory.ts';
import type { Settings } from '../options.ts';
import type { Targets } from '../target/targets.ts';
import type { ConfigWatch } from '../wake/config-watch.ts';
import type { BackgroundWaits } from './background-waits.ts';
import type { PendingHealth } from './health.ts';
import type { SourceKey } from './keys.ts';
import type { ReadyExpressions } from './ready-expression.ts';
import type { SourceCaches } from './source.ts';

/** The object as it is stored, and in today's form. */
export interface Subject {
  readonly stored: KubeObject;
  readonly object: KustomizationObject;
  /** What its author should know of the form it is written in. */
  readonly notices: readonly Notice[];
}

/** Reads Kustomizations as they are known here. */
export interface KustomizationReader {
  /** The newest known state; `undefined` for one that does not exist. */
  get(key: ObjectKey): Subject | undefined;
  /** Those built from a source. */
  consumersOf(source: SourceKey): readonly ObjectKey[];
}

/** What all reconciles of a process share. */
export interface Services {
  readonly settings: Settings;
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly events: EventRecorder;
  /** Those that are reconciled here. */
  readonly kustomizations: KustomizationReader;
  /** All there are, so that one of another shard can be depended on. */
  readonly dependencies: KustomizationReader;
  readonly sources: SourceCaches;
  readonly configs: ConfigWatch;
  readonly artifacts: ArtifactFetcher;
  readonly builds: BuildStore;
  readonly targets: Targets;
  readonly health: HealthRules;
  readonly readyExpressions: ReadyExpressions;
  /** `undefined` when self-healing is switched off. */
  readonly drift: DriftWatch | undefined;
  /** For what was applied to become healthy. */
  readonly waits: BackgroundWaits<PendingHealth>;
  /** For what was deleted to be gone. */
  readonly terminations: BackgroundWaits<undefined>;
  readonly memories: Memories;
}
