import { getPath, getString } from '@fluxts/base';
import { reconcileKeys } from '@fluxts/flux-api';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';
import { waitForObject } from '../cluster/wait.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';
import { readiness } from '../kinds/columns.ts';
import { conditionOf } from '../kinds/condition.ts';
import { gitRepository } from '../kinds/git-repository.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { kustomization } from '../kinds/kustomization.ts';

/**
 * Waits until the cluster has applied a commit. It is asked to look at once, unless it has it already.
 * @throws CommandError `ReconciliationFailed`, `TimedOut`
 */
export async function waitForSync(
  context: Context,
  client: KubeClient,
  namespace: string,
  commit: string,
): Promise<void> {
  context.log.waiting(`waiting for Kustomization "${namespace}/${namespace}" to be reconciled`);
  await follow(context, client, gitRepository, namespace, commit);
  await follow(context, client, kustomization, namespace, commit);
  context.log.success('Kustomization reconciled successfully');
}

async function follow(
  context: Context,
  client: KubeClient,
  kind: CliKind,
  namespace: string,
  commit: string,
): Promise<void> {
  const ref = { ...kindRef(kind), namespace, name: namespace };
  const signal = context.deadline;
  if (hasCommit(await client.get(ref, { signal }), commit)) return;
  const annotations = { [reconcileKeys.requestedAt]: context.now().toISOString() };
  await client.patch(ref, { metadata: { annotations } }, { type: 'merge', signal });
  const problem = await waitForObject(
    client,
    ref,
    (object) => {
      if (object === undefined) return undefined;
      if (hasCommit(object, commit)) return '';
      return isStuck(object) ? readiness(object).message : undefined;
    },
    {
      signal,
      describe: (last) =>
        `timed out waiting for ${kind.api.kind} ${namespace} at ${commit}; last seen: ${
          last === undefined ? 'it does not exist' : readiness(last).message
        }`,
    },
  );
  if (problem !== '') {
    throw new CommandError(
      'ReconciliationFailed',
      `${kind.api.kind} ${namespace} is not ready: ${problem}`,
    );
  }
}

function hasCommit(object: KubeObject, commit: string): boolean {
  const revision =
    getString(object, 'status', 'lastAppliedRevision') ??
    getString(object, 'status', 'artifact', 'revision');
  return readiness(object).status === 'True' && revision?.endsWith(commit) === true;
}

/** What fails is tried again and may come right, as when the proxy brings its Secret late: only this ends the wait. */
function isStuck(object: KubeObject): boolean {
  return (
    getPath(object, 'status', 'observedGeneration') === object.metadata.generation &&
    getString(conditionOf(object, 'Stalled'), 'status') === 'True'
  );
}
