import { type JsonObject, getPath, getString } from '@fluxts/base';
import { humanDuration } from '@fluxts/kube';
import { mappingsAt } from '../reading.ts';
import type { TableLayout } from '../resource.ts';
import { ageColumn, count, layout, nameColumn, orNone, text, wide } from './column.ts';

/** `kubectl get pods` */
export const podTable: TableLayout = layout([
  nameColumn,
  text('Ready', (pod) => `${readyContainers(pod)}/${mappingsAt(pod, 'spec', 'containers').length}`),
  text('Status', podStatus),
  text('Restarts', restarts),
  ageColumn,
  wide('IP', (pod) => orNone(getPath(pod, 'status', 'podIP'))),
  wide('Node', (pod) => orNone(getPath(pod, 'spec', 'nodeName'))),
  wide('Nominated Node', (pod) => orNone(getPath(pod, 'status', 'nominatedNodeName'))),
  wide('Readiness Gates', readinessGates),
]);

function statuses(pod: JsonObject): readonly JsonObject[] {
  return mappingsAt(pod, 'status', 'containerStatuses');
}

function readyContainers(pod: JsonObject): number {
  return statuses(pod).filter(
    (status) => status['ready'] === true && getPath(status, 'state', 'running') !== undefined,
  ).length;
}

function restarts(pod: JsonObject, now: Date): string {
  let total = 0;
  let last = Number.NEGATIVE_INFINITY;
  const all = initializing(pod)
    ? mappingsAt(pod, 'status', 'initContainerStatuses')
    : statuses(pod);
  for (const status of all) {
    total += count(status, 'restartCount');
    const finished = getString(status, 'lastState', 'terminated', 'finishedAt');
    if (finished !== undefined) last = Math.max(last, Date.parse(finished));
  }
  return total > 0 && Number.isFinite(last)
    ? `${total} (${humanDuration(now.getTime() - last)} ago)`
    : String(total);
}

/** What one word says best about a pod: why its containers wait or ended, else its phase. */
function podStatus(pod: JsonObject): string {
  let reason = getString(pod, 'status', 'reason') ?? getString(pod, 'status', 'phase') ?? 'Unknown';
  const gated = mappingsAt(pod, 'status', 'conditions').some(
    (condition) =>
      condition['type'] === 'PodScheduled' && condition['reason'] === 'SchedulingGated',
  );
  if (gated) reason = 'SchedulingGated';
  const starting = initStatus(pod);
  if (starting !== undefined) reason = starting;
  else reason = containersStatus(pod, reason);
  if (getPath(pod, 'metadata', 'deletionTimestamp') === undefined) return reason;
  return getString(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating';
}

function initializing(pod: JsonObject): boolean {
  return initStatus(pod) !== undefined;
}

function initStatus(pod: JsonObject): string | undefined {
  const declared = mappingsAt(pod, 'spec', 'initContainers');
  for (const [index, status] of mappingsAt(pod, 'status', 'initContainerStatuses').entries()) {
    const sidecar = declared.some(
      (container) =>
        container['name'] === status['name'] && container['restartPolicy'] === 'Always',
    );
    const terminated = getPath(status, 'state', 'terminated');
    if (terminated !== undefined) {
      if (count(status, 'state', 'terminated', 'exitCode') === 0) continue;
      return `Init:${terminationReason(status)}`;
    }
    if (sidecar && status['started'] === true) continue;
    const waiting = getString(status, 'state', 'waiting', 'reason');
    if (waiting !== undefined && waiting !== 'PodInitializing') return `Init:${waiting}`;
    return `Init:${index}/${declared.length}`;
  }
  return undefined;
}

function containersStatus(pod: JsonObject, phase: string): string {
  let reason = phase;
  let running = false;
  for (const status of [...statuses(pod)].reverse()) {
    const waiting = getString(status, 'state', 'waiting', 'reason');
    if (waiting !== undefined && waiting !== '') reason = waiting;
    else if (getPath(status, 'state', 'terminated') !== undefined)
      reason = terminationReason(status);
    else if (status['ready'] === true && getPath(status, 'state', 'running') !== undefined) {
      running = true;
    }
  }
  if (reason !== 'Completed' || !running) return reason;
  const ready = mappingsAt(pod, 'status', 'conditions').some(
    (condition) => condition['type'] === 'Ready' && condition['status'] === 'True',
  );
  return ready ? 'Running' : 'NotReady';
}

function terminationReason(status: JsonObject): string {
  const reason = getString(status, 'state', 'terminated', 'reason');
  if (reason !== undefined && reason !== '') return reason;
  const signal = count(status, 'state', 'terminated', 'signal');
  return signal === 0
    ? `ExitCode:${count(status, 'state', 'terminated', 'exitCode')}`
    : `Signal:${signal}`;
}

function readinessGates(pod: JsonObject): string {
  const gates = mappingsAt(pod, 'spec', 'readinessGates');
  if (gates.length === 0) return '<none>';
  const conditions = mappingsAt(pod, 'status', 'conditions');
  const met = gates.filter((gate) =>
    conditions.some(
      (condition) => condition['type'] === gate['conditionType'] && condition['status'] === 'True',
    ),
  );
  return `${met.length}/${gates.length}`;
}
