import { statusOf } from '@fluxts/kube';
import type { KubeClient, KubeObject } from '@fluxts/kube-client';
import { waitForObject } from '../cluster/wait.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';
import { imagesOf } from './installed.ts';

/**
 * Waits until the Deployments of the controllers are ready, and prints each with its images.
 * @throws CommandError `CheckFailed` naming those that are not
 */
export async function verifyDeployments(
  context: Context,
  client: KubeClient,
  namespace: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const failed: string[] = [];
  for (const name of names) {
    const problem = await deploymentProblem(client, namespace, name, signal);
    if (problem === undefined) {
      context.log.success(`${name}: deployment ready`);
      for (const image of await runningImages(client, namespace, name, signal)) {
        context.log.action(image);
      }
    } else {
      context.log.failure(`${name}: ${problem}`);
      failed.push(name);
    }
  }
  if (failed.length > 0) {
    throw new CommandError(
      'CheckFailed',
      `not ready: ${failed.join(', ')}; 'kubectl describe deployment ${failed[0] as string} -n ${namespace}' tells why`,
    );
  }
}

async function runningImages(
  client: KubeClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
  return imagesOf(await client.get(ref, { signal }));
}

async function deploymentProblem(
  client: KubeClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
  const ready = (object: KubeObject | undefined): string | undefined => {
    if (object === undefined) return `deployment not found in ${namespace} namespace`;
    const { status, message } = statusOf(object);
    if (status === 'Current') return '';
    return status === 'Failed' ? `deployment failed: ${message}` : undefined;
  };
  try {
    const verdict = await waitForObject(client, ref, ready, {
      signal,
      describe: (last) =>
        `deployment not ready in time${last === undefined ? '' : `: ${statusOf(last).message}`}`,
    });
    return verdict === '' ? undefined : verdict;
  } catch (error) {
    if (error instanceof CommandError && error.code === 'TimedOut') return error.message;
    throw error;
  }
}
