import { type Json, type JsonObject, getPath, getString, isObject } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { TableLayout } from '../resource.ts';
import { ageCell } from './age.ts';
import {
  ageColumn,
  count,
  createdAtColumn,
  joined,
  layout,
  nameColumn,
  orNone,
  sizeOf,
  text,
  wide,
} from './column.ts';

/** What kinds without a printer of their own show. */
export const plainTable: TableLayout = layout([nameColumn, createdAtColumn]);

/** Name and age. */
export const nameAgeTable: TableLayout = layout([nameColumn, ageColumn]);

/** `kubectl get nodes` */
export const nodeTable: TableLayout = layout([
  nameColumn,
  text('Status', nodeStatus),
  text('Roles', nodeRoles),
  ageColumn,
  text('Version', (node) => orNone(getPath(node, 'status', 'nodeInfo', 'kubeletVersion'), '')),
  wide('Internal-IP', (node) => nodeAddress(node, 'InternalIP')),
  wide('External-IP', (node) => nodeAddress(node, 'ExternalIP')),
  wide('OS-Image', (node) => orNone(getPath(node, 'status', 'nodeInfo', 'osImage'), '<unknown>')),
  wide('Kernel-Version', (node) =>
    orNone(getPath(node, 'status', 'nodeInfo', 'kernelVersion'), '<unknown>'),
  ),
  wide('Container-Runtime', (node) =>
    orNone(getPath(node, 'status', 'nodeInfo', 'containerRuntimeVersion'), '<unknown>'),
  ),
]);

function nodeStatus(node: JsonObject): string {
  const ready = mappingsAt(node, 'status', 'conditions').find((item) => item['type'] === 'Ready');
  const words = [
    ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady',
  ];
  if (getPath(node, 'spec', 'unschedulable') === true) words.push('SchedulingDisabled');
  return words.join(',');
}

function nodeRoles(node: JsonObject): string {
  const labels = getPath(node, 'metadata', 'labels');
  const prefix = 'node-role.kubernetes.io/';
  const roles = new Set<string>();
  for (const key of isObject(labels) ? Object.keys(labels) : []) {
    if (key.startsWith(prefix) && key.length > prefix.length) roles.add(key.slice(prefix.length));
  }
  return joined([...roles].sort());
}

function nodeAddress(node: JsonObject, type: string): string {
  const found = mappingsAt(node, 'status', 'addresses').find((item) => item['type'] === type);
  return orNone(getPath(found, 'address'));
}

/** `kubectl get namespaces` */
export const namespaceTable: TableLayout = layout([
  nameColumn,
  text('Status', (object) => orNone(getPath(object, 'status', 'phase'), '')),
  ageColumn,
]);

/** `kubectl get configmaps` */
export const configMapTable: TableLayout = layout([
  nameColumn,
  {
    ...text('Data', (object) => sizeOf(object['data']) + sizeOf(object['binaryData'])),
    type: 'integer',
  },
  ageColumn,
]);

/** `kubectl get secrets` */
export const secretTable: TableLayout = layout([
  nameColumn,
  text('Type', (object) => orNone(object['type'], 'Opaque')),
  { ...text('Data', (object) => sizeOf(object['data'])), type: 'integer' },
  ageColumn,
]);

/** `kubectl get serviceaccounts` */
export const serviceAccountTable: TableLayout = layout([
  nameColumn,
  { ...text('Secrets', (object) => sizeOf(object['secrets'])), type: 'integer' },
  ageColumn,
]);

/** `kubectl get events`, of both API groups */
export const eventTable: TableLayout = layout([
  text('Last Seen', (event, now) => ageCell(lastSeen(event), now)),
  text('Type', (event) => orNone(event['type'], '')),
  text('Reason', (event) => orNone(event['reason'], '')),
  text('Object', (event) => {
    const about = regarding(event);
    const kind = (getString(about, 'kind') ?? '').toLowerCase();
    const name = getString(about, 'name') ?? '';
    return name === '' ? kind : `${kind}/${name}`;
  }),
  wide('Subobject', (event) => orNone(getPath(regarding(event), 'fieldPath'), '')),
  wide('Source', (event) => {
    const component =
      getString(event, 'source', 'component') ?? getString(event, 'deprecatedSource', 'component');
    const host = getString(event, 'source', 'host') ?? '';
    const who = orNone(
      component,
      orNone(event['reportingComponent'], orNone(event['reportingController'], '')),
    );
    return host === '' ? who : `${who}, ${host}`;
  }),
  text('Message', (event) => orNone(event['message'], orNone(event['note'], '')).trim()),
  wide('First Seen', (event, now) => {
    const first =
      event['firstTimestamp'] ?? event['deprecatedFirstTimestamp'] ?? event['eventTime'];
    return ageCell(first, now);
  }),
  wide('Count', (event) => {
    const counted =
      count(event, 'series', 'count') || count(event, 'count') || count(event, 'deprecatedCount');
    return counted || 1;
  }),
  wide('Name', (event) => getString(event, 'metadata', 'name') ?? ''),
]);

function regarding(event: JsonObject): Json | undefined {
  return event['involvedObject'] ?? event['regarding'];
}

function lastSeen(event: JsonObject): Json | undefined {
  return (
    getPath(event, 'series', 'lastObservedTime') ??
    event['lastTimestamp'] ??
    event['deprecatedLastTimestamp'] ??
    event['eventTime']
  );
}

/** `kubectl get leases` */
export const leaseTable: TableLayout = layout([
  nameColumn,
  text('Holder', (object) => orNone(getPath(object, 'spec', 'holderIdentity'), '')),
  ageColumn,
]);

/** `kubectl get resourcequotas` */
export const quotaTable: TableLayout = layout([
  nameColumn,
  text('Request', (object) => quotaText(object, (key) => !key.startsWith('limits.'))),
  text('Limit', (object) => quotaText(object, (key) => key.startsWith('limits.'))),
  ageColumn,
]);

function quotaText(quota: JsonObject, wanted: (key: string) => boolean): string {
  const hard = getPath(quota, 'status', 'hard') ?? getPath(quota, 'spec', 'hard');
  if (!isObject(hard)) return '';
  return Object.keys(hard)
    .sort()
    .filter(wanted)
    .map(
      (key) => `${key}: ${orNone(getPath(quota, 'status', 'used', key), '0')}/${orNone(hard[key])}`,
    )
    .join(', ');
}

/** `kubectl get priorityclasses` */
export const priorityClassTable: TableLayout = layout([
  nameColumn,
  { ...text('Value', (object) => count(object, 'value')), type: 'integer' },
  text('Global-Default', (object) => String(object['globalDefault'] === true)),
  ageColumn,
  text('PreemptionPolicy', (object) => orNone(object['preemptionPolicy'], 'PreemptLowerPriority')),
]);

/** `kubectl get runtimeclasses` */
export const runtimeClassTable: TableLayout = layout([
  nameColumn,
  text('Handler', (object) => orNone(object['handler'], '')),
  ageColumn,
]);

/** `kubectl get certificatesigningrequests` */
export const signingRequestTable: TableLayout = layout([
  nameColumn,
  ageColumn,
  text('SignerName', (object) => orNone(getPath(object, 'spec', 'signerName'))),
  text('Requestor', (object) => orNone(getPath(object, 'spec', 'username'))),
  text('RequestedDuration', (object) => orNone(getPath(object, 'spec', 'expirationSeconds'))),
  text('Condition', (object) => {
    const types = mappingsAt(object, 'status', 'conditions').map((item) =>
      orNone(item['type'], ''),
    );
    const words = types.length === 0 ? ['Pending'] : [...types];
    if (getPath(object, 'status', 'certificate') !== undefined) words.push('Issued');
    return words.join(',');
  }),
]);

/** `kubectl get validatingwebhookconfigurations`, and of the mutating ones */
export const webhookTable: TableLayout = layout([
  nameColumn,
  { ...text('Webhooks', (object) => sizeOf(object['webhooks'])), type: 'integer' },
  ageColumn,
]);

/** `kubectl get validatingadmissionpolicies` */
export const admissionPolicyTable: TableLayout = layout([
  nameColumn,
  {
    ...text('Validations', (object) => sizeOf(getPath(object, 'spec', 'validations'))),
    type: 'integer',
  },
  text('ParamKind', (object) => {
    const kind = getPath(object, 'spec', 'paramKind');
    return kind === undefined || kind === null
      ? '<unset>'
      : `${getString(kind, 'apiVersion') ?? ''}/${getString(kind, 'kind') ?? ''}`;
  }),
  ageColumn,
]);
