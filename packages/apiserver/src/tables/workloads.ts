import { type JsonObject, getPath, getString } from '@fluxts/base';
import { humanDuration } from '@fluxts/kube';
import { mappingsAt } from '../reading.ts';
import type { TableLayout } from '../resource.ts';
import { ageCell } from './age.ts';
import {
  ageColumn,
  containers,
  count,
  integer,
  labelText,
  layout,
  nameColumn,
  orNone,
  selectorText,
  sizeOf,
  templateColumns,
  text,
  wide,
} from './column.ts';

const podTemplate = ['spec', 'template', 'spec'] as const;

/** Desired replicas; 1 where the field is left out, as the defaulted object would have it. */
function desired(object: JsonObject): number {
  return getPath(object, 'spec', 'replicas') === undefined ? 1 : count(object, 'spec', 'replicas');
}

const readyOfDesired = text(
  'Ready',
  (object) => `${count(object, 'status', 'readyReplicas')}/${desired(object)}`,
);

/** `kubectl get deployments` */
export const deploymentTable: TableLayout = layout([
  nameColumn,
  readyOfDesired,
  integer('Up-to-date', 'status', 'updatedReplicas'),
  integer('Available', 'status', 'availableReplicas'),
  ageColumn,
  ...templateColumns(true, ...podTemplate),
]);

/** `kubectl get replicasets`, and of ReplicationControllers */
export const replicaSetTable: TableLayout = layout([
  nameColumn,
  { ...text('Desired', desired), type: 'integer' },
  integer('Current', 'status', 'replicas'),
  integer('Ready', 'status', 'readyReplicas'),
  ageColumn,
  ...templateColumns(true, ...podTemplate),
]);

/** `kubectl get statefulsets` */
export const statefulSetTable: TableLayout = layout([
  nameColumn,
  readyOfDesired,
  ageColumn,
  ...templateColumns(false, ...podTemplate),
]);

/** `kubectl get daemonsets` */
export const daemonSetTable: TableLayout = layout([
  nameColumn,
  integer('Desired', 'status', 'desiredNumberScheduled'),
  integer('Current', 'status', 'currentNumberScheduled'),
  integer('Ready', 'status', 'numberReady'),
  integer('Up-to-date', 'status', 'updatedNumberScheduled'),
  integer('Available', 'status', 'numberAvailable'),
  text('Node Selector', (object) => labelText(getPath(object, ...podTemplate, 'nodeSelector'))),
  ageColumn,
  ...templateColumns(true, ...podTemplate),
]);

/** `kubectl get jobs` */
export const jobTable: TableLayout = layout([
  nameColumn,
  text('Status', jobStatus),
  text('Completions', jobCompletions),
  text('Duration', jobDuration),
  ageColumn,
  ...templateColumns(true, ...podTemplate),
]);

function hasCondition(object: JsonObject, type: string): boolean {
  return mappingsAt(object, 'status', 'conditions').some(
    (condition) => condition['type'] === type && condition['status'] === 'True',
  );
}

function jobStatus(job: JsonObject): string {
  if (hasCondition(job, 'Complete')) return 'Complete';
  if (hasCondition(job, 'Failed')) return 'Failed';
  if (getPath(job, 'metadata', 'deletionTimestamp') !== undefined) return 'Terminating';
  if (hasCondition(job, 'Suspended')) return 'Suspended';
  if (hasCondition(job, 'FailureTarget')) return 'FailureTarget';
  return hasCondition(job, 'SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running';
}

function jobCompletions(job: JsonObject): string {
  const succeeded = count(job, 'status', 'succeeded');
  if (getPath(job, 'spec', 'completions') !== undefined) {
    return `${succeeded}/${count(job, 'spec', 'completions')}`;
  }
  const parallelism = count(job, 'spec', 'parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: JsonObject, now: Date): string {
  const start = getString(job, 'status', 'startTime');
  if (start === undefined) return '';
  const end = getString(job, 'status', 'completionTime');
  return humanDuration((end === undefined ? now.getTime() : Date.parse(end)) - Date.parse(start));
}

/** `kubectl get cronjobs` */
export const cronJobTable: TableLayout = layout([
  nameColumn,
  text('Schedule', (object) => orNone(getPath(object, 'spec', 'schedule'))),
  text('Timezone', (object) => orNone(getPath(object, 'spec', 'timeZone'))),
  text('Suspend', (object) => (getPath(object, 'spec', 'suspend') === true ? 'True' : 'False')),
  { ...text('Active', (object) => sizeOf(getPath(object, 'status', 'active'))), type: 'integer' },
  text('Last Schedule', (object, now) => {
    const last = getPath(object, 'status', 'lastScheduleTime');
    return last === undefined ? '<none>' : ageCell(last, now);
  }),
  ageColumn,
  ...templateColumns(false, 'spec', 'jobTemplate', ...podTemplate),
  wide('Selector', (object) =>
    selectorText(getPath(object, 'spec', 'jobTemplate', 'spec', 'selector')),
  ),
]);

/** `kubectl get horizontalpodautoscalers` */
export const autoscalerTable: TableLayout = layout([
  nameColumn,
  text('Reference', (object) => {
    const target = getPath(object, 'spec', 'scaleTargetRef');
    return `${orNone(getPath(target, 'kind'), '')}/${orNone(getPath(target, 'name'), '')}`;
  }),
  text('Targets', scalingTargets),
  text('MinPods', (object) => orNone(getPath(object, 'spec', 'minReplicas'), '<unset>')),
  integer('MaxPods', 'spec', 'maxReplicas'),
  integer('Replicas', 'status', 'currentReplicas'),
  ageColumn,
]);

function scalingTargets(object: JsonObject): string {
  const current = mappingsAt(object, 'status', 'currentMetrics');
  const targets = mappingsAt(object, 'spec', 'metrics').map((metric, index) => {
    const source = getString(metric, 'type') ?? '';
    const field = source.charAt(0).toLowerCase() + source.slice(1);
    const target = getPath(metric, field, 'target');
    const now = getPath(current[index], field, 'current');
    const name = getString(metric, field, 'name');
    const prefix = field === 'resource' && name !== undefined ? `${name}: ` : '';
    const percent = getPath(target, 'averageUtilization');
    if (percent !== undefined && percent !== null) {
      const found = getPath(now, 'averageUtilization');
      return `${prefix}${found === undefined ? '<unknown>' : `${orNone(found)}%`}/${orNone(percent)}%`;
    }
    const key = getPath(target, 'averageValue') === undefined ? 'value' : 'averageValue';
    const suffix = key === 'averageValue' && field !== 'pods' ? ' (avg)' : '';
    return `${prefix}${orNone(getPath(now, key), '<unknown>')}/${orNone(getPath(target, key), '<auto>')}${suffix}`;
  });
  if (targets.length === 0) return '<none>';
  const shown = targets.slice(0, 2).join(', ');
  return targets.length > 2 ? `${shown} + ${targets.length - 2} more...` : shown;
}

/** `kubectl get poddisruptionbudgets` */
export const disruptionBudgetTable: TableLayout = layout([
  nameColumn,
  text('Min Available', (object) => orNone(getPath(object, 'spec', 'minAvailable'), 'N/A')),
  text('Max Unavailable', (object) => orNone(getPath(object, 'spec', 'maxUnavailable'), 'N/A')),
  integer('Allowed Disruptions', 'status', 'disruptionsAllowed'),
  ageColumn,
]);

/** `kubectl get controllerrevisions` */
export const controllerRevisionTable: TableLayout = layout([
  nameColumn,
  text('Controller', (object) => {
    const owner = mappingsAt(object, 'metadata', 'ownerReferences').find(
      (reference) => reference['controller'] === true,
    );
    if (owner === undefined) return '<none>';
    const group = (getString(owner, 'apiVersion') ?? '').split('/').slice(0, -1).join('/');
    const kind = (getString(owner, 'kind') ?? '').toLowerCase();
    return `${group === '' ? kind : `${kind}.${group}`}/${getString(owner, 'name') ?? ''}`;
  }),
  integer('Revision', 'revision'),
  ageColumn,
]);

/** `kubectl get podtemplates` */
export const podTemplateTable: TableLayout = layout([
  nameColumn,
  text('Containers', (object) => containers(getPath(object, 'template', 'spec'), 'name')),
  text('Images', (object) => containers(getPath(object, 'template', 'spec'), 'image')),
  text('Pod Labels', (object) => labelText(getPath(object, 'template', 'metadata', 'labels'))),
]);
