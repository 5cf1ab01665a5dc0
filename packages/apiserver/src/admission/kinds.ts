import { crdRules } from '../crd/rules.ts';
import type { RbacAuthorizer } from '../rbac/authorizer.ts';
import { type GroupResource, groupResourceName } from '../resource.ts';
import { bindingRules, roleRules } from './access.ts';
import {
  autoscalerRules,
  disruptionBudgetRules,
  endpointSliceRules,
  leaseRules,
  nodeRules,
  priorityClassRules,
  webhookRules,
} from './cluster-kinds.ts';
import { configMapRules, secretRules } from './configuration.ts';
import { cronJobRules, jobRules } from './jobs.ts';
import type { KindRules } from './kind-rules.ts';
import { namespaceRules } from './namespaces.ts';
import { ingressClassRules, ingressRules, networkPolicyRules } from './network.ts';
import { podRules } from './pods.ts';
import { serviceRules } from './services.ts';
import { claimRules, fixedSpecRules, storageClassRules, volumeRules } from './storage.ts';
import {
  daemonSetRules,
  deploymentRules,
  replicaSetRules,
  replicationControllerRules,
  statefulSetRules,
} from './workloads.ts';

/** What some kinds' rules need from the server. */
export interface KindRulesOptions {
  readonly authorizer: RbacAuthorizer;
}

const none: KindRules = {};

/** The rules of a built-in kind in one version; none for kinds that their schema says all of. */
export function kindRules(
  resource: GroupResource & { readonly version: string },
  { authorizer }: KindRulesOptions,
): KindRules {
  switch (groupResourceName(resource)) {
    case 'clusterrolebindings.rbac.authorization.k8s.io':
      return bindingRules(authorizer, 'clusterrolebindings');
    case 'clusterroles.rbac.authorization.k8s.io':
      return roleRules(authorizer, 'clusterroles');
    case 'configmaps':
      return configMapRules;
    case 'cronjobs.batch':
      return cronJobRules;
    case 'customresourcedefinitions.apiextensions.k8s.io':
      return crdRules;
    case 'daemonsets.apps':
      return daemonSetRules;
    case 'deployments.apps':
      return deploymentRules;
    case 'endpointslices.discovery.k8s.io':
      return endpointSliceRules;
    case 'horizontalpodautoscalers.autoscaling':
      return autoscalerRules(resource.version);
    case 'ingressclasses.networking.k8s.io':
      return ingressClassRules;
    case 'ingresses.networking.k8s.io':
      return ingressRules;
    case 'jobs.batch':
      return jobRules;
    case 'leases.coordination.k8s.io':
      return leaseRules;
    case 'mutatingwebhookconfigurations.admissionregistration.k8s.io':
      return webhookRules(true);
    case 'namespaces':
      return namespaceRules;
    case 'networkpolicies.networking.k8s.io':
      return networkPolicyRules;
    case 'nodes':
      return nodeRules;
    case 'persistentvolumeclaims':
      return claimRules;
    case 'persistentvolumes':
      return volumeRules;
    case 'poddisruptionbudgets.policy':
      return disruptionBudgetRules;
    case 'pods':
      return podRules;
    case 'priorityclasses.scheduling.k8s.io':
      return priorityClassRules;
    case 'replicasets.apps':
      return replicaSetRules;
    case 'replicationcontrollers':
      return replicationControllerRules;
    case 'resourceclaims.resource.k8s.io':
    case 'resourceclaimtemplates.resource.k8s.io':
      return fixedSpecRules;
    case 'rolebindings.rbac.authorization.k8s.io':
      return bindingRules(authorizer, 'rolebindings');
    case 'roles.rbac.authorization.k8s.io':
      return roleRules(authorizer, 'roles');
    case 'secrets':
      return secretRules;
    case 'services':
      return serviceRules();
    case 'statefulsets.apps':
      return statefulSetRules;
    case 'storageclasses.storage.k8s.io':
      return storageClassRules;
    case 'validatingwebhookconfigurations.admissionregistration.k8s.io':
      return webhookRules(false);
    default:
      return none;
  }
}
