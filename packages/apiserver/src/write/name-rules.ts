import {
  dns1035LabelProblems,
  dnsLabelProblems,
  dnsSubdomainProblems,
  pathSegmentProblems,
} from '@fluxts/kube';
import type { GroupResource } from '../resource.ts';

/** What is wrong with an object's name, in Kubernetes' words. Most kinds take a DNS subdomain. */
export function nameProblems(resource: GroupResource, name: string): readonly string[] {
  // Role names are free, but must fit in a path.
  if (resource.group === 'rbac.authorization.k8s.io') return pathSegmentProblems(name);
  if (resource.group === '' && resource.plural === 'namespaces') return dnsLabelProblems(name);
  if (resource.group === '' && resource.plural === 'services') return dns1035LabelProblems(name);
  return dnsSubdomainProblems(name);
}
