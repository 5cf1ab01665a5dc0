import { jsonClone, type JsonObject } from '@fluxts/base';
import {
  type Condition,
  conditionTypes,
  deleteConditions,
  getCondition,
  type GitRepositoryObject,
  type GitRepositorySpec,
  type GitRepositoryStatus,
  isConditionTrue,
  markReconciling,
  markStalled,
  normaliseGitRepository,
  type Notice,
  reasons,
  setCondition,
  summarise,
} from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import { type ConditionType, summaryRules } from './conditions.ts';

/** A status that may be changed. */
export type MutableStatus = {
  -readonly [Field in keyof GitRepositoryStatus]: GitRepositoryStatus[Field];
};

/** A GitRepository with the status that a reconcile is giving it. Nothing is written here. */
export class RepositoryDraft {
  /** The object as the API has it, in the version it was read in. */
  stored: KubeObject;
  readonly object: GitRepositoryObject;
  /** What is said in words that mean nothing any more. */
  readonly notices: readonly Notice[];
  readonly status: MutableStatus;
  readonly #now: () => Date;

  /** @throws NormaliseError */
  constructor(stored: KubeObject, now: () => Date) {
    const { object, notices } = normaliseGitRepository(stored);
    this.stored = stored;
    this.object = object;
    this.notices = notices;
    this.status = { ...object.status };
    this.#now = now;
  }

  get spec(): GitRepositorySpec {
    return this.object.spec;
  }

  get namespace(): string {
    return this.object.metadata.namespace;
  }

  get name(): string {
    return this.object.metadata.name;
  }

  get generation(): number {
    return this.object.metadata.generation ?? 0;
  }

  /** Sets a condition for the present generation. */
  mark(
    type: ConditionType | 'Ready',
    status: Condition['status'],
    reason: string,
    message: string,
  ): void {
    this.#set(
      setCondition(
        this.status.conditions,
        { type, status, reason, message, observedGeneration: this.generation },
        this.#now(),
      ),
    );
  }

  clear(...types: readonly (ConditionType | 'Reconciling' | 'Stalled')[]): void {
    this.#set(deleteConditions(this.status.conditions, ...types));
  }

  has(type: string): boolean {
    return getCondition(this.status.conditions, type) !== undefined;
  }

  isTrue(type: string): boolean {
    return isConditionTrue(this.status.conditions, type);
  }

  condition(type: string): Condition | undefined {
    return getCondition(this.status.conditions, type);
  }

  /** Says what is being done. Ready becomes Unknown if it was never set, or if what is stored is behind. */
  progress(message: string, drift: boolean): void {
    const state = { reason: reasons.progressing, message, observedGeneration: this.generation };
    this.#set(markReconciling(this.status.conditions, state, this.#now()));
    if (drift || !this.has(conditionTypes.ready)) {
      this.mark('Ready', 'Unknown', reasons.progressing, message);
    }
  }

  /** The work failed and will be tried again. */
  willRetry(): void {
    const reconciling = this.condition(conditionTypes.reconciling);
    if (reconciling === undefined) return;
    this.#set(
      markReconciling(
        this.status.conditions,
        {
          reason: reasons.progressingWithRetry,
          message: reconciling.message,
          observedGeneration: this.generation,
        },
        this.#now(),
      ),
    );
  }

  /** The work failed and will not be tried again by itself. */
  stall(reason: string, message: string): void {
    const state = { reason, message, observedGeneration: this.generation };
    this.#set(markStalled(this.status.conditions, state, this.#now()));
  }

  /** Sums the conditions up as Ready. A verification that failed tells more than anything else. */
  summarise(): void {
    const verified = this.condition('SourceVerified');
    const summary =
      verified?.status === 'False' ? verified : summarise(this.status.conditions, summaryRules);
    if (summary === undefined) return;
    const { artifact } = this.status;
    const message =
      summary.status === 'True' && artifact !== undefined
        ? `Fetched revision: ${artifact.revision}`
        : summary.message;
    this.mark('Ready', summary.status, summary.reason, message);
  }

  /** The stored object with the drafted status, to be written. */
  toStored(): KubeObject {
    // What is not set must not be there, and a status of an old form stays as readable as it was.
    return { ...this.stored, status: jsonClone(this.status as unknown as JsonObject) };
  }

  #set(conditions: Condition[]): void {
    this.status.conditions = conditions;
  }
}
