import type { GroupResource } from '../resource.ts';

/** The resources that the simulation reads and writes. */
export const resources: Readonly<
  Record<
    | 'daemonSets'
    | 'deployments'
    | 'endpointSlices'
    | 'jobs'
    | 'nodes'
    | 'persistentVolumeClaims'
    | 'persistentVolumes'
    | 'pods'
    | 'replicaSets'
    | 'services'
    | 'statefulSets'
    | 'storageClasses',
    GroupResource
  >
> = {
  daemonSets: { group: 'apps', plural: 'daemonsets' },
  deployments: { group: 'apps', plural: 'deployments' },
  endpointSlices: { group: 'discovery.k8s.io', plural: 'endpointslices' },
  jobs: { group: 'batch', plural: 'jobs' },
  nodes: { group: '', plural: 'nodes' },
  persistentVolumeClaims: { group: '', plural: 'persistentvolumeclaims' },
  persistentVolumes: { group: '', plural: 'persistentvolumes' },
  pods: { group: '', plural: 'pods' },
  replicaSets: { group: 'apps', plural: 'replicasets' },
  services: { group: '', plural: 'services' },
  statefulSets: { group: 'apps', plural: 'statefulsets' },
  storageClasses: { group: 'storage.k8s.io', plural: 'storageclasses' },
};
