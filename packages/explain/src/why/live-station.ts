import { kustomizeKeys } from '@fluxts/flux-api';
import type { Account } from './account.ts';
import type { Seen } from './explanation.ts';
import type { LiveObject, ObjectName } from './facts.ts';
import { objectText } from './names.ts';

/** Do the objects exist, healthy, as git has them? */
export function liveStation(account: Account, live: Seen<readonly LiveObject[]>): void {
  if (!live.seen) {
    account.unseen(`objects in the cluster: ${live.reason}`);
    return;
  }
  for (const object of live.value) liveObject(account, object);
}

function liveObject(account: Account, object: LiveObject): void {
  const name = objectText(object.name);
  if (object.status === undefined) {
    account.problem(`${name} does not exist`, {
      verdict: 'not-in-cluster',
      headline: `${name} is not in the cluster.`,
      next: [],
    });
    return;
  }
  if (object.leftAlone === true) leftAlone(account, object.name);
  const { status, message } = object.status;
  switch (status) {
    case 'Current':
      account.ok(`${name} is healthy${message === '' ? '' : `: ${message}`}`);
      break;
    case 'InProgress':
      account.waiting(`${name} is not ready yet: ${message}`, {
        headline: `${name} is in the cluster, but not ready yet: ${message}`,
        next: [],
      });
      break;
    case 'Failed':
    case 'Terminating':
    case 'NotFound':
    case 'Unknown':
      account.problem(
        `${name} is ${status === 'Failed' ? 'failing' : status.toLowerCase()}: ${message}`,
        {
          verdict: 'unhealthy',
          headline: `${name} is in the cluster, but ${status === 'Failed' ? 'fails' : `is ${status.toLowerCase()}`}: ${message}`,
          next: [
            `kubectl describe ${object.name.kind.toLowerCase()} ${object.name.name}${object.name.namespace === undefined ? '' : ` -n ${object.name.namespace}`}`,
          ],
        },
      );
      break;
  }
  for (const { manager, time } of object.otherManagers.slice(0, 2)) {
    account.note(`${name}: drifted, '${manager}' changed fields of it at ${time}`, {
      verdict: 'in-cluster',
      headline: `${name} is in the cluster, but '${manager}' has changed fields of it since it was applied.`,
      next: [],
    });
  }
  for (const warning of object.warnings.slice(0, 2)) account.note(`event of ${name}: ${warning}`);
}

function leftAlone(account: Account, object: ObjectName): void {
  const name = objectText(object);
  const flags = object.namespace === undefined ? '' : ` -n ${object.namespace}`;
  const target = `${object.kind.toLowerCase()} ${object.name}${flags}`;
  const keys = `${kustomizeKeys.reconcile}- ${kustomizeKeys.ssa}-`;
  account.note(`${name} carries a label or annotation that tells Flux to leave it alone`, {
    verdict: 'in-cluster',
    headline: `${name} is in the cluster, but Flux is told to leave it as it is.`,
    next: [
      `kubectl annotate ${target} ${keys}   # gives it back to git; 'label' where it is a label`,
    ],
  });
}
