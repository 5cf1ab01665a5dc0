import {
  type Condition,
  conditionTypes,
  deleteConditions,
  getCondition,
  type KustomizationStatus,
  markReady,
  markReconciling,
  markStalled,
  reasons,
  setCondition,
} from '@fluxts/flux-api';

/** When a status changes, and for which generation of the spec. */
export interface Moment {
  readonly now: Date;
  readonly generation: number;
}

/** Why something is as it is: a word for programs, and a sentence for people. */
export interface Explanation {
  readonly reason: string;
  readonly message: string;
}

/** What the Healthy condition says. */
export type Health = Explanation & { readonly status: Condition['status'] };

type Status = KustomizationStatus;

/** Work is under way: Ready is unknown, and Reconciling says what is being done. */
export function inProgress(status: Status, message: string, moment: Moment): Status {
  const reconciling = markReconciling(
    status.conditions,
    { ...observed(moment), reason: reasons.progressing, message },
    moment.now,
  );
  return {
    ...status,
    conditions: setReady(
      reconciling,
      'Unknown',
      { reason: reasons.progressing, message: 'Reconciliation in progress' },
      moment,
    ),
  };
}

/** All is as the spec and the source want it. */
export function succeeded(status: Status, message: string, moment: Moment): Status {
  return {
    ...status,
    observedGeneration: moment.generation,
    conditions: markReady(
      status.conditions,
      { ...observed(moment), reason: reasons.reconciliationSucceeded, message },
      moment.now,
    ),
  };
}

/**
 * It did not work, and will be tried again. `progress` is what was being done; where work had not begun
 * (a source or a dependency is not there yet) there is none.
 */
export function failed(
  status: Status,
  why: Explanation,
  progress: string | undefined,
  moment: Moment,
): Status {
  const before = getCondition(status.conditions, conditionTypes.reconciling);
  const message = progress ?? before?.message;
  const base =
    message === undefined
      ? deleteConditions(status.conditions, conditionTypes.stalled)
      : markReconciling(
          status.conditions,
          { ...observed(moment), reason: reasons.progressingWithRetry, message },
          moment.now,
        );
  return { ...status, conditions: setReady(base, 'False', why, moment) };
}

/** It did not work, and will not be tried again before an input changes. */
export function stalled(status: Status, why: Explanation, moment: Moment): Status {
  const conditions = markStalled(status.conditions, { ...observed(moment), ...why }, moment.now);
  return {
    ...status,
    observedGeneration: moment.generation,
    conditions: setReady(conditions, 'False', why, moment),
  };
}

/** Sets the Healthy condition; `undefined` takes it away, where no health is asked for. */
export function withHealth(status: Status, health: Health | undefined, moment: Moment): Status {
  const conditions =
    health === undefined
      ? deleteConditions(status.conditions, conditionTypes.healthy)
      : setCondition(
          status.conditions,
          { ...observed(moment), ...health, type: conditionTypes.healthy },
          moment.now,
        );
  return { ...status, conditions };
}

function setReady(
  conditions: readonly Condition[],
  status: Condition['status'],
  why: Explanation,
  moment: Moment,
): Condition[] {
  return setCondition(
    conditions,
    { ...observed(moment), ...why, type: conditionTypes.ready, status },
    moment.now,
  );
}

function observed(moment: Moment): { readonly observedGeneration: number } {
  return { observedGeneration: moment.generation };
}
