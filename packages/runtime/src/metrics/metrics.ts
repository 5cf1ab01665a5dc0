import type { KindRef } from '@fluxts/kube-client';
import type { ObjectKey } from '../key.ts';
import type { Registry } from 'prom-client';

/** Numbers about the process under Flux's and controller-runtime's names. */
export interface Metrics {
  /** Register further metrics here. */
  readonly registry: Registry;
  /** `gotk_reconcile_duration_seconds{kind,name,namespace}`. */
  recordDuration(kind: string, key: ObjectKey, seconds: number): void;
  /** `gotk_reconcile_condition{kind,name,namespace,type,status}`: 1 for the status it has, 0 for the others. */
  recordCondition(kind: string, key: ObjectKey, type: string, status: string): void;
  /** `gotk_suspend_status{kind,name,namespace}`. */
  recordSuspend(kind: string, key: ObjectKey, suspended: boolean): void;
  /** Drops the series of an object that is gone. */
  forget(kind: KindRef['kind'], key: ObjectKey): void;
  /** The text that `/metrics` serves. */
  render(): Promise<string>;
  /** Stops measuring the event loop. */
  close(): void;
}
