import { isClusterScoped } from '../model/cluster-scope.ts';
import { type MergeSchema, plainSchema, type SchemaSource } from './merge-schema.ts';

/**
 * The lists of Kubernetes' built-in types that merge, as of Kubernetes 1.21, whose types kustomize 5.7
 * merges by. A field is `name=Type` for a struct, `name[key,key]=Type` for a list that merges by keys,
 * `name[]` for a set. Types without such lists are left out.
 */
const types: Readonly<Record<string, string>> = {
  ObjectMeta: 'finalizers[] ownerReferences[uid]',
  Conditions: 'conditions[type]',
  Webhooks: 'metadata=ObjectMeta webhooks[name]',
  Workload: 'metadata=ObjectMeta spec=WorkloadSpec status=Conditions',
  WorkloadSpec: 'template=PodTemplate',
  CronJob: 'metadata=ObjectMeta spec=CronJobSpec',
  CronJobSpec: 'jobTemplate=JobTemplate',
  JobTemplate: 'metadata=ObjectMeta spec=WorkloadSpec',
  PodTemplateObject: 'metadata=ObjectMeta template=PodTemplate',
  PodTemplate: 'metadata=ObjectMeta spec=PodSpec',
  Pod: 'metadata=ObjectMeta spec=PodSpec status=PodStatus',
  PodStatus: 'conditions[type] podIPs[ip]',
  PodSpec:
    'containers[name]=Container ephemeralContainers[name]=EphemeralContainer hostAliases[ip] imagePullSecrets[name] initContainers[name]=Container topologySpreadConstraints[topologyKey,whenUnsatisfiable] volumes[name]=Volume',
  Container:
    'env[name] ports[containerPort,protocol] volumeDevices[devicePath] volumeMounts[mountPath]',
  EphemeralContainer: 'env[name] volumeDevices[devicePath] volumeMounts[mountPath]',
  Volume: 'ephemeral=EphemeralVolume',
  EphemeralVolume: 'volumeClaimTemplate=MetadataOnly',
  MetadataOnly: 'metadata=ObjectMeta',
  WithConditions: 'metadata=ObjectMeta status=Conditions',
  ComponentStatus: 'metadata=ObjectMeta conditions[type]',
  Node: 'metadata=ObjectMeta spec=NodeSpec status=NodeStatus',
  NodeSpec: 'podCIDRs[]',
  NodeStatus: 'addresses[type] conditions[type]',
  Service: 'metadata=ObjectMeta spec=ServiceSpec status=Conditions',
  ServiceSpec: 'ports[port,protocol]',
  ServiceAccount: 'metadata=ObjectMeta secrets[name]',
  CSINode: 'metadata=ObjectMeta spec=CSINodeSpec',
  CSINodeSpec: 'drivers[name]',
};

/** The known kinds by API version; a type follows where it is not just metadata. */
const kinds: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1':
    'MutatingWebhookConfiguration=Webhooks ValidatingWebhookConfiguration=Webhooks',
  'admissionregistration.k8s.io/v1beta1':
    'MutatingWebhookConfiguration=Webhooks ValidatingWebhookConfiguration=Webhooks',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiextensions.k8s.io/v1beta1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService=WithConditions',
  'apiregistration.k8s.io/v1beta1': 'APIService=WithConditions',
  'apps/v1':
    'ControllerRevision DaemonSet=Workload Deployment=Workload ReplicaSet=Workload StatefulSet=Workload',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2beta1': 'HorizontalPodAutoscaler',
  'autoscaling/v2beta2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob=CronJob Job=Workload',
  'batch/v1beta1': 'CronJob=CronJob',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'certificates.k8s.io/v1beta1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'coordination.k8s.io/v1beta1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'discovery.k8s.io/v1beta1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'events.k8s.io/v1beta1': 'Event',
  'extensions/v1beta1': 'Ingress',
  'flowcontrol.apiserver.k8s.io/v1beta1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'networking.k8s.io/v1beta1': 'Ingress IngressClass',
  'node.k8s.io/v1': 'RuntimeClass',
  'node.k8s.io/v1beta1': 'RuntimeClass',
  'policy/v1': 'PodDisruptionBudget=WithConditions',
  'policy/v1beta1': 'Eviction PodDisruptionBudget=WithConditions PodSecurityPolicy',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'rbac.authorization.k8s.io/v1beta1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'scheduling.k8s.io/v1beta1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode=CSINode StorageClass VolumeAttachment',
  'storage.k8s.io/v1beta1':
    'CSIDriver CSINode=CSINode CSIStorageCapacity StorageClass VolumeAttachment',
  v1: 'Binding ComponentStatus=ComponentStatus ConfigMap Endpoints Event LimitRange Namespace=WithConditions Node=Node PersistentVolume PersistentVolumeClaim=WithConditions Pod=Pod PodTemplate=PodTemplateObject ReplicationController=Workload ResourceQuota Secret Service=Service ServiceAccount=ServiceAccount',
};

class StructSchema implements MergeSchema {
  readonly items = undefined;
  readonly mergeKeys = undefined;
  readonly #fields: ReadonlyMap<string, MergeSchema>;

  constructor(fields: ReadonlyMap<string, MergeSchema>) {
    this.#fields = fields;
  }

  field(name: string): MergeSchema {
    return this.#fields.get(name) ?? plainSchema;
  }
}

/** Names of OpenAPI definitions of Kubernetes that differ from those above. */
const definitionNames: Readonly<Record<string, string>> = {
  PodTemplateSpec: 'PodTemplate',
  JobTemplateSpec: 'JobTemplate',
  JobSpec: 'WorkloadSpec',
  DeploymentSpec: 'WorkloadSpec',
  StatefulSetSpec: 'WorkloadSpec',
  DaemonSetSpec: 'WorkloadSpec',
  EphemeralVolumeSource: 'EphemeralVolume',
  PersistentVolumeClaimTemplate: 'MetadataOnly',
};

/** Reads the tables above once; types that are used several times are made once. */
function readTables(): {
  byKind: ReadonlyMap<string, MergeSchema>;
  byType: ReadonlyMap<string, MergeSchema>;
} {
  const made = new Map<string, MergeSchema>();
  const typeOf = (name: string): MergeSchema => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const fields = new Map<string, MergeSchema>();
    for (const field of (types[name] as string).split(' ')) {
      const [, key, keys, type] = /^(\w+)(?:\[([\w,]*)\])?(?:=(\w+))?$/.exec(field) as unknown as [
        string,
        string,
        string | undefined,
        string | undefined,
      ];
      const inner = type === undefined ? plainSchema : typeOf(type);
      fields.set(key, keys === undefined ? inner : listOf(keys, inner));
    }
    const schema = new StructSchema(fields);
    made.set(name, schema);
    return schema;
  };
  const byKind = new Map<string, MergeSchema>();
  for (const [apiVersion, list] of Object.entries(kinds)) {
    for (const entry of list.split(' ')) {
      const [kind, type = 'MetadataOnly'] = entry.split('=') as [string, string?];
      byKind.set(`${apiVersion} ${kind}`, typeOf(type));
    }
  }
  for (const name of Object.keys(types)) typeOf(name);
  return { byKind, byType: made };
}

function listOf(keys: string, items: MergeSchema): MergeSchema {
  return { field: () => undefined, items, mergeKeys: keys === '' ? [] : keys.split(',') };
}

const tables = readTables();

/** A built-in type by the name of its OpenAPI definition; undefined for what is none of Kubernetes. */
export function builtinDefinition(name: string): MergeSchema | undefined {
  if (!name.startsWith('io.k8s.')) return undefined;
  const short = name.slice(name.lastIndexOf('.') + 1);
  return tables.byType.get(definitionNames[short] ?? short) ?? plainSchema;
}

/** The built-in types. */
export const builtinSchemas: SchemaSource = Object.freeze({
  schemaOf: (apiVersion: string, kind: string) => tables.byKind.get(`${apiVersion} ${kind}`),
  isClusterScoped,
});
