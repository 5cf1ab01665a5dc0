import type { GroupResource, ResourceInfo } from '../resource.ts';
import { groupResourceName } from '../resource.ts';

/** What the server needs to know of a built-in resource beyond what discovery tells. */
export interface Traits {
  readonly generation: ResourceInfo['generation'];
  readonly selectableFields: readonly string[];
  readonly deprecationWarning?: string;
}

const plain: Traits = { generation: 'none', selectableFields: [] };
const reconciled: Traits = { generation: 'spec', selectableFields: [] };
const configuration: Traits = { generation: 'outside-status', selectableFields: [] };

const traits: ReadonlyMap<string, Traits> = new Map<string, Traits>([
  ['certificatesigningrequests.certificates.k8s.io', fields('spec.signerName')],
  ['cronjobs.batch', reconciled],
  ['customresourcedefinitions.apiextensions.k8s.io', reconciled],
  ['daemonsets.apps', reconciled],
  ['deployments.apps', reconciled],
  ['deviceclasses.resource.k8s.io', configuration],
  [
    'endpoints',
    {
      ...plain,
      deprecationWarning:
        'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    },
  ],
  ['endpointslices.discovery.k8s.io', configuration],
  [
    'events',
    fields(
      'involvedObject.apiVersion',
      'involvedObject.fieldPath',
      'involvedObject.kind',
      'involvedObject.name',
      'involvedObject.namespace',
      'involvedObject.resourceVersion',
      'involvedObject.uid',
      'reason',
      'reportingComponent',
      'source',
      'type',
    ),
  ],
  ['flowschemas.flowcontrol.apiserver.k8s.io', reconciled],
  ['ingressclasses.networking.k8s.io', configuration],
  ['ingresses.networking.k8s.io', reconciled],
  ['jobs.batch', { ...reconciled, ...fields('status.successful'), generation: 'spec' }],
  ['mutatingwebhookconfigurations.admissionregistration.k8s.io', configuration],
  ['namespaces', fields('status.phase')],
  ['networkpolicies.networking.k8s.io', configuration],
  ['nodes', fields('spec.unschedulable')],
  ['poddisruptionbudgets.policy', reconciled],
  [
    'pods',
    {
      generation: 'spec',
      selectableFields: [
        'spec.hostNetwork',
        'spec.nodeName',
        'spec.restartPolicy',
        'spec.schedulerName',
        'spec.serviceAccountName',
        'status.nominatedNodeName',
        'status.phase',
        'status.podIP',
      ],
    },
  ],
  ['podtemplates', configuration],
  ['priorityclasses.scheduling.k8s.io', configuration],
  ['prioritylevelconfigurations.flowcontrol.apiserver.k8s.io', reconciled],
  ['replicasets.apps', { generation: 'spec', selectableFields: ['status.replicas'] }],
  ['replicationcontrollers', { generation: 'spec', selectableFields: ['status.replicas'] }],
  ['resourceslices.resource.k8s.io', configuration],
  ['secrets', fields('type')],
  ['services', fields('spec.clusterIP', 'spec.type')],
  ['statefulsets.apps', reconciled],
  ['validatingadmissionpolicies.admissionregistration.k8s.io', reconciled],
  ['validatingadmissionpolicybindings.admissionregistration.k8s.io', configuration],
  ['validatingwebhookconfigurations.admissionregistration.k8s.io', configuration],
]);

function fields(...selectableFields: readonly string[]): Traits {
  return { generation: 'none', selectableFields };
}

/** The traits of a built-in resource. */
export function traitsOf(resource: GroupResource): Traits {
  return traits.get(groupResourceName(resource)) ?? plain;
}

/**
 * Resources of discovery that are not served. Events have one home here, the core group: clients that
 * know both take it where the other is missing.
 */
export const unserved: ReadonlySet<string> = new Set(['events.events.k8s.io']);

/** The subresources beside `status` and `scale` that the server answers. */
export const servedConnects: ReadonlySet<string> = new Set([
  'namespaces/finalize',
  'pods/binding',
  'pods/eviction',
  'pods/log',
  'serviceaccounts/token',
  'services/proxy',
]);
