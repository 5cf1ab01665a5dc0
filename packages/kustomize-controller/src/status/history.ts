import { formatTime, type HistorySnapshot } from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';

const maxSnapshots = 5;

/** One reconciliation, as the history tells of it. */
export interface Reconciliation {
  /** Of the built objects. */
  readonly digest: string;
  /** The reason of the Ready condition it ended with. */
  readonly status: string;
  readonly at: Date;
  readonly tookMs: number;
  readonly revision: string;
  readonly originRevision: string | undefined;
}

/**
 * Adds a reconciliation to the history: content and outcome that were there before are counted up and move
 * to the front. At most five stay.
 */
export function addToHistory(
  history: readonly HistorySnapshot[] | undefined,
  { digest, status, at, tookMs, revision, originRevision }: Reconciliation,
): HistorySnapshot[] {
  const isSame = (one: HistorySnapshot): boolean =>
    one.digest === digest && one.lastReconciledStatus === status;
  const before = history?.find(isSame);
  const now = formatTime(at);
  const snapshot: HistorySnapshot = {
    digest,
    firstReconciled: before?.firstReconciled ?? now,
    lastReconciled: now,
    lastReconciledDuration: formatDurationMs(tookMs),
    lastReconciledStatus: status,
    totalReconciliations: (before?.totalReconciliations ?? 0) + 1,
    metadata: { revision, ...(originRevision === undefined ? {} : { originRevision }) },
  };
  const others = (history ?? []).filter((one) => !isSame(one));
  return [snapshot, ...others].slice(0, maxSnapshots);
}
