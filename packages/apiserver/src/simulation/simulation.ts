import type { Controller, ControllerEnvironment } from '../controllers/controller.ts';
import { daemonSets } from './daemon-sets.ts';
import { deployments } from './deployments.ts';
import { jobs } from './jobs.ts';
import { kubelet } from './kubelet.ts';
import { replicaSets } from './replica-sets.ts';
import { services } from './services.ts';
import { statefulSets } from './stateful-sets.ts';
import { volumes } from './volumes.ts';

/** The controllers that make workloads look as if they ran. */
export function simulation(environment: ControllerEnvironment): readonly Controller[] {
  return [
    deployments(environment),
    replicaSets(environment),
    statefulSets(environment),
    daemonSets(environment),
    jobs(environment),
    kubelet(environment),
    volumes(environment),
    services(environment),
  ];
}
