import type { Condition, FluxObject } from './types/meta.ts';

/** Condition types that every kind has. Reconciling and Stalled are there only while they are True. */
export const conditionTypes = {
  ready: 'Ready',
  reconciling: 'Reconciling',
  stalled: 'Stalled',
  healthy: 'Healthy',
} as const;

/** Reasons that more than one kind uses. */
export const reasons = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  progressing: 'Progressing',
  progressingWithRetry: 'ProgressingWithRetry',
  suspended: 'Suspended',
  dependencyNotReady: 'DependencyNotReady',
  accessDenied: 'AccessDenied',
  invalidCELExpression: 'InvalidCELExpression',
  featureGateDisabled: 'FeatureGateDisabled',
  reconciliationSucceeded: 'ReconciliationSucceeded',
  reconciliationFailed: 'ReconciliationFailed',
  artifactFailed: 'ArtifactFailed',
  buildFailed: 'BuildFailed',
  pruneFailed: 'PruneFailed',
  healthCheckFailed: 'HealthCheckFailed',
  healthCheckCanceled: 'HealthCheckCanceled',
} as const;

/** The longest message that a condition may carry, in characters. */
export const maxConditionMessage = 32768;

/** A {@link Condition} before it is set: the time of the last transition follows from what was there. */
export type NewCondition = Omit<Condition, 'lastTransitionTime'>;

/** The condition of a type, or `undefined`. */
export function getCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** Says whether a condition is there and True. */
export function isConditionTrue(
  conditions: readonly Condition[] | undefined,
  type: string,
): boolean {
  return getCondition(conditions, type)?.status === 'True';
}

/**
 * Sets a condition and returns the new list; the given one stays as it is. `lastTransitionTime` moves
 * only when the status does, so a changed message does not. Messages beyond
 * {@link maxConditionMessage} are cut. The list is ordered: Stalled, Reconciling, Ready, then the others by
 * type.
 */
export function setCondition(
  conditions: readonly Condition[] | undefined,
  condition: NewCondition,
  now: Date,
): Condition[] {
  const before = getCondition(conditions, condition.type);
  const after: Condition = {
    ...condition,
    message: cutMessage(condition.message),
    lastTransitionTime:
      before?.status === condition.status ? before.lastTransitionTime : formatTime(now),
  };
  const others = (conditions ?? []).filter((other) => other.type !== condition.type);
  return [...others, after].sort(byRank);
}

/** Takes conditions away and returns the new list. */
export function deleteConditions(
  conditions: readonly Condition[] | undefined,
  ...types: readonly string[]
): Condition[] {
  return (conditions ?? []).filter((condition) => !types.includes(condition.type));
}

/** Sets Reconciling to True, which ends Stalled. */
export function markReconciling(
  conditions: readonly Condition[] | undefined,
  state: Omit<NewCondition, 'type' | 'status'>,
  now: Date,
): Condition[] {
  return setCondition(
    deleteConditions(conditions, conditionTypes.stalled),
    { ...state, type: conditionTypes.reconciling, status: 'True' },
    now,
  );
}

/** Sets Stalled to True, which ends Reconciling: nothing happens by itself until an input changes. */
export function markStalled(
  conditions: readonly Condition[] | undefined,
  state: Omit<NewCondition, 'type' | 'status'>,
  now: Date,
): Condition[] {
  return setCondition(
    deleteConditions(conditions, conditionTypes.reconciling),
    { ...state, type: conditionTypes.stalled, status: 'True' },
    now,
  );
}

/** Sets Ready, and ends Reconciling and Stalled: the work is done. */
export function markReady(
  conditions: readonly Condition[] | undefined,
  state: Omit<NewCondition, 'type' | 'status'>,
  now: Date,
): Condition[] {
  return setCondition(
    deleteConditions(conditions, conditionTypes.reconciling, conditionTypes.stalled),
    { ...state, type: conditionTypes.ready, status: 'True' },
    now,
  );
}

/** How {@link summarise} weighs conditions. */
export interface SummaryRules {
  /** The types that count, the most telling first. */
  readonly types: readonly string[];
  /** Those of `types` that tell of something bad when True. */
  readonly negative: readonly string[];
}

/**
 * Sums up an object's conditions as its Ready: the first type that tells of trouble (or, failing that, of
 * uncertainty) gives status, reason and message; otherwise the first that tells of success. `undefined`
 * when none of the types is present.
 */
export function summarise(
  conditions: readonly Condition[] | undefined,
  rules: SummaryRules,
): Omit<NewCondition, 'observedGeneration'> | undefined {
  const present = rules.types.flatMap((type) => getCondition(conditions, type) ?? []);
  const verdicts = present.map((condition) => ({
    condition,
    status: verdict(condition, rules.negative.includes(condition.type)),
  }));
  const chosen =
    verdicts.find(({ status }) => status === 'False') ??
    verdicts.find(({ status }) => status === 'Unknown') ??
    verdicts[0];
  if (chosen === undefined) return undefined;
  const { reason, message } = chosen.condition;
  return { type: conditionTypes.ready, status: chosen.status, reason, message };
}

/**
 * Says whether an object is ready for what its spec says now: Ready is True, and status has caught up with
 * the generation.
 */
export function isReady(object: Pick<FluxObject, 'metadata' | 'status'>): boolean {
  return (
    object.status?.observedGeneration === object.metadata.generation &&
    isConditionTrue(object.status?.conditions, conditionTypes.ready)
  );
}

/** A time as API objects carry it: RFC 3339, UTC, whole seconds. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function verdict(condition: Condition, negative: boolean): Condition['status'] {
  if (!negative || condition.status === 'Unknown') return condition.status;
  return condition.status === 'True' ? 'False' : 'True';
}

const firstTypes: readonly string[] = [
  conditionTypes.stalled,
  conditionTypes.reconciling,
  conditionTypes.ready,
];

function byRank(a: Condition, b: Condition): number {
  return rank(a) - rank(b) || (a.type < b.type ? -1 : 1);
}

function rank(condition: Condition): number {
  const index = firstTypes.indexOf(condition.type);
  return index < 0 ? firstTypes.length : index;
}

function cutMessage(message: string): string {
  if (message.length <= maxConditionMessage) return message;
  return `${message.slice(0, maxConditionMessage - 3)}...`;
}
