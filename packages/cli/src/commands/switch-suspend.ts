import type { KubeClient } from '@fluxts/kube-client';
import { whereElse } from '../cluster/locate.ts';
import type { Context } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { targetNames } from './target-names.ts';

/** Which objects `flux suspend` or `flux resume` is about. */
export interface SwitchRequest {
  readonly kind: CliKind;
  readonly client: KubeClient;
  readonly namespace: string;
  /** The names that were typed. */
  readonly typed: readonly string[];
  /** Whether `--all` was given: no name stands for every object. */
  readonly all: boolean;
}

/** What the two verbs say. */
const words = {
  suspend: { doing: 'suspending', done: 'suspended', naming: (name: string) => name },
  resume: { doing: 'resuming', done: 'resumed', naming: (name: string) => `object '${name}'` },
};

/**
 * Suspends or resumes objects one after the other, saying so; objects that are not there are told and
 * passed over.
 * @returns the names of those that are there
 * @throws UsageError without a name, CommandError `NotFound` when `--all` finds none, KubeClientError
 */
export async function switchSuspend(
  context: Context,
  verb: 'suspend' | 'resume',
  { kind, client, namespace, typed, all }: SwitchRequest,
): Promise<readonly string[]> {
  if (typed.length === 0 && !all) {
    throw new UsageError('InvalidArguments', `${kind.human} name is required`);
  }
  const signal = context.deadline;
  const { found, missing } = await targetNames(client, kind, namespace, typed, signal);
  if (all && typed.length === 0 && found.length === 0) {
    throw new CommandError(
      'NotFound',
      `no ${kind.api.kind} objects found in ${namespace} namespace`,
    );
  }
  const { doing, done, naming } = words[verb];
  for (const name of found) {
    context.log.action(`${doing} ${kind.human} ${name} in ${namespace} namespace`);
    await client.patch(
      { ...kindRef(kind), namespace, name },
      { spec: { suspend: verb === 'suspend' ? true : null } },
      { type: 'merge', signal },
    );
    context.log.success(`${kind.human} ${done}`);
  }
  for (const name of missing) {
    const hint = await whereElse(client, kindRef(kind), name);
    context.log.failure(
      `${kind.api.kind} ${naming(name)} not found in ${namespace} namespace${hint}`,
    );
  }
  return found;
}
