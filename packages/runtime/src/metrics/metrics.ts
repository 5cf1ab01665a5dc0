import type { RequestReport } from '@fluxts/kube-client';
import type { Registry } from 'prom-client';
import type { ObjectKey } from '../key.ts';

/** How a reconcile ended, as controller-runtime tells it. */
export type ReconcileOutcome =
  | 'success'
  | 'requeue_after'
  | 'error'
  | 'terminal_error'
  | 'interrupted';

/** One value of a gauge. */
export interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Numbers about the process under Flux's and controller-runtime's names. */
export interface Metrics {
  /** Register further metrics here. Those of single objects (`gotk_*`) are not in it, but in `render`. */
  readonly registry: Registry;
  /** `gotk_reconcile_duration_seconds{kind,name,namespace}`. The runtime does this for every reconcile. */
  recordDuration(kind: string, key: ObjectKey, seconds: number): void;
  /** `gotk_reconcile_condition{kind,name,namespace,type,status}`: 1 for the status it has, 0 for the others. */
  recordCondition(kind: string, key: ObjectKey, type: string, status: string): void;
  /** `gotk_suspend_status{kind,name,namespace}`. */
  recordSuspend(kind: string, key: ObjectKey, suspended: boolean): void;
  /** Drops the series of an object that is gone. */
  forget(kind: string, key: ObjectKey): void;
  /** `rest_client_requests_total{code,method,host}`; to be given to the client as `onRequest`. */
  recordRequest(report: RequestReport): void;
  /** `controller_runtime_reconcile_*` and `workqueue_work_duration_seconds`. */
  recordReconcile(controller: string, outcome: ReconcileOutcome, seconds: number): void;
  /** `workqueue_adds_total`. */
  recordAdd(controller: string): void;
  /** `workqueue_queue_duration_seconds`. */
  recordWait(controller: string, seconds: number): void;
  /** `workqueue_retries_total`. */
  recordRetry(controller: string): void;
  /**
   * Registers a gauge that is read when somebody looks. Further calls with the same name add readers; equal
   * labels add up.
   */
  observe(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Iterable<Reading>,
  ): void;
  /** `leader_election_master_status{name}`. */
  recordLeader(name: string, leading: boolean): void;
  /** `fluxts_events_dropped_total`. */
  recordDroppedEvent(): void;
  /** The text that `/metrics` serves; its content type is the registry's. */
  render(): Promise<string>;
  /** Stops measuring the event loop. */
  close(): void;
}
