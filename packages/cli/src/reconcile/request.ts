import { getPath, getString } from '@fluxts/base';
import { reconcileKeys } from '@fluxts/flux-api';
import { type KubeClient, type KubeObject } from '@fluxts/kube-client';
import { notFoundError } from '../cluster/locate.ts';
import { waitForObject } from '../cluster/wait.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';
import { isSuspended, readiness } from '../kinds/columns.ts';
import { conditionOf } from '../kinds/condition.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';

/** An object that a verb is about. */
export interface Target {
  readonly kind: CliKind;
  readonly namespace: string;
  readonly name: string;
}

/** Reads the object of a target. @throws CommandError `NotFound`, saying where it really is */
export async function readTarget(client: KubeClient, target: Target): Promise<KubeObject> {
  const { kind, namespace, name } = target;
  const object = await client.find({ ...kindRef(kind), namespace, name });
  if (object === undefined) throw await notFoundError(client, kindRef(kind), name, namespace);
  return object;
}

/**
 * Asks a controller to reconcile an object now, waits until it has, and tells how it went.
 * @param annotations set beside the request, with the request's own token as value
 * @throws CommandError `NotFound`, `Suspended`, `ReconciliationFailed`, `TimedOut`
 */
export async function requestReconcile(
  context: Context,
  client: KubeClient,
  target: Target,
  signal: AbortSignal,
  annotations: readonly string[] = [],
): Promise<void> {
  const { kind, namespace, name } = target;
  const label = kind.api.kind;
  const before = await readTarget(client, target);
  if (isSuspended(before)) {
    throw new CommandError(
      'Suspended',
      `resource is suspended: ${label} '${name}' in "${namespace}" namespace; ` +
        `run 'flux resume ${kind.words.join(' ')} ${name} -n ${namespace}' first`,
      { subject: subjectOf(target) },
    );
  }
  context.log.action(`annotating ${label} ${name} in ${namespace} namespace`);
  const token = requestToken(context.now());
  const values = Object.fromEntries(
    [reconcileKeys.requestedAt, ...annotations].map((key) => [key, token]),
  );
  await client.patch(
    { ...kindRef(kind), namespace, name },
    { metadata: { annotations: values } },
    { type: 'merge', signal },
  );
  context.log.success(`${label} annotated`);
  context.log.waiting(`waiting for ${label} reconciliation`);
  const after = await waitForObject(
    client,
    { ...kindRef(kind), namespace, name },
    (object) => (object === undefined || isHandled(object, token) ? (object ?? null) : undefined),
    { signal, describe: (last) => timeoutMessage(target, last) },
  );
  if (after === null) throw goneError(target);
  report(context, target, after);
}

/**
 * Waits until an object is Ready, or is not, for what its spec says now.
 * @throws CommandError `ReconciliationFailed`, `TimedOut`
 */
export async function waitUntilSettled(
  client: KubeClient,
  target: Target,
  signal: AbortSignal,
): Promise<KubeObject> {
  const { kind, namespace, name } = target;
  const settled = await waitForObject(
    client,
    { ...kindRef(kind), namespace, name },
    (object) => (object === undefined ? null : isSettled(object) ? object : undefined),
    { signal, describe: (last) => timeoutMessage(target, last) },
  );
  if (settled === null) throw goneError(target);
  throwIfFailed(target, settled);
  return settled;
}

/** Prints the outcome of a reconcile. @throws CommandError `ReconciliationFailed` */
function report(context: Context, target: Target, object: KubeObject): void {
  throwIfFailed(target, object);
  context.log.success(target.kind.success(object));
}

function throwIfFailed(target: Target, object: KubeObject): void {
  const { status, message } = readiness(object);
  if (status === 'True') return;
  throw new CommandError(
    'ReconciliationFailed',
    `${target.kind.api.kind} reconciliation failed: '${message}'`,
    { subject: subjectOf(target) },
  );
}

/** The request was taken, and what came of it is written. */
function isHandled(object: KubeObject, token: string): boolean {
  return getString(object, 'status', 'lastHandledReconcileAt') === token && hasVerdict(object);
}

function isSettled(object: KubeObject): boolean {
  const observed = getPath(object, 'status', 'observedGeneration');
  const caughtUp =
    observed === object.metadata.generation ||
    readyGeneration(object) === object.metadata.generation;
  return caughtUp && hasVerdict(object);
}

/** Ready is True or False; it is Unknown while the controller is at work. */
function hasVerdict(object: KubeObject): boolean {
  const condition = conditionOf(object, 'Ready');
  const status = getString(condition, 'status');
  return status === 'True' || status === 'False';
}

function readyGeneration(object: KubeObject): unknown {
  return getPath(conditionOf(object, 'Ready'), 'observedGeneration');
}

/** A time with nanoseconds, as flux writes it. Controllers see a token that differs from the last one. */
function requestToken(now: Date): string {
  return now.toISOString().replace('Z', '000000Z');
}

function timeoutMessage(target: Target, last: KubeObject | undefined): string {
  const { kind, namespace, name } = target;
  const state = last === undefined ? 'it does not exist' : readiness(last).message;
  return (
    `timed out waiting for ${kind.api.kind} ${name} in ${namespace} namespace; last seen: ${state}; ` +
    `is its controller running? 'flux check' tells`
  );
}

function goneError(target: Target): CommandError {
  return new CommandError(
    'NotFound',
    `${target.kind.api.kind} ${target.name} was deleted from ${target.namespace} namespace meanwhile`,
    { subject: subjectOf(target) },
  );
}

function subjectOf(target: Target): { kind: string; namespace: string; name: string } {
  return { kind: target.kind.api.kind, namespace: target.namespace, name: target.name };
}
