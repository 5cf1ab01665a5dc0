import type { JsonObject } from '@fluxts/base';
import { timestamp } from '../write/write-options.ts';
import { simulatedAnnotation } from './marks.ts';
import { nodeAddress } from './pod-status.ts';

/** The name of the one simulated node. */
export const nodeName = 'fluxts-node';

/** The simulated node. */
export function simulatedNode(): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: nodeName,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': nodeName,
        'kubernetes.io/os': 'linux',
      },
      annotations: { [simulatedAnnotation]: 'true' },
    },
    spec: { podCIDR: '10.244.0.0/16', podCIDRs: ['10.244.0.0/16'] },
  };
}

/** The status of the simulated node: ready, with room for everything. */
export function simulatedNodeStatus(now: Date, version: string): JsonObject {
  const time = timestamp(now);
  const room = { cpu: '64', memory: '256Gi', pods: '10000', 'ephemeral-storage': '1Ti' };
  return {
    capacity: { ...room },
    allocatable: { ...room },
    addresses: [
      { type: 'InternalIP', address: nodeAddress },
      { type: 'Hostname', address: nodeName },
    ],
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'the simulated node is posting ready status',
        lastHeartbeatTime: time,
        lastTransitionTime: time,
      },
    ],
    nodeInfo: {
      architecture: 'amd64',
      bootID: '',
      containerRuntimeVersion: 'simulated://1.0.0',
      kernelVersion: 'simulated',
      kubeProxyVersion: '',
      kubeletVersion: version,
      machineID: '',
      operatingSystem: 'linux',
      osImage: 'simulated by fluxts',
      systemUUID: '',
    },
  };
}
