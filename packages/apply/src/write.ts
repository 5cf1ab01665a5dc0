import { errorMessage } from '@fluxts/base';
import { type KubeObject, isConflict, type ObjectRef, refOf } from '@fluxts/kube-client';
import type { AppliedEntry } from './change-set.ts';
import { hasDrifted, shownChanges } from './drift.ts';
import { ApplyError } from './error.ts';
import { entryOf } from './inventory.ts';
import { takeoverPatch } from './managers.ts';
import { nameOfPlan, type Plan, type PlanContext } from './plan.ts';
import { isGone, serverWords } from './server-errors.ts';
import { waitForDeletion } from './termination.ts';

/** What writing needs beside planning. */
export interface WriteContext extends PlanContext {
  /** How long an object that is made anew may take to go, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Does what was planned for one object.
 * @throws ApplyError `Apply`; the signal's reason
 */
export async function carryOut(plan: Plan, context: WriteContext): Promise<AppliedEntry> {
  switch (plan.step) {
    case 'skip':
      return entry(plan, 'skipped', plan.live);
    case 'keep':
      return entry(plan, 'unchanged', plan.live);
    case 'create':
      return entry(plan, 'created', await apply(plan, context));
    case 'recreate':
      await remove(plan.live, nameOfPlan(plan), context);
      return { ...entry(plan, 'created', await apply(plan, context)), before: plan.live };
    case 'change':
    default:
      return await change(plan, context);
  }
}

async function change(
  plan: Plan & { readonly step: 'change' },
  context: WriteContext,
): Promise<AppliedEntry> {
  const { live } = plan;
  if (plan.takeover !== undefined) await takeOver(plan, context);
  const written = await apply(plan, context);
  // Taking over what others wrote may change nothing that anybody sees.
  if (!hasDrifted(live, written)) return entry(plan, 'unchanged', written);
  return {
    ...entry(plan, 'configured', written),
    before: live,
    changes: shownChanges(live, written),
  };
}

/** Makes others' fields ours. When somebody is faster, what they left is looked at once more. */
async function takeOver(
  plan: Plan & { readonly step: 'change' },
  context: WriteContext,
): Promise<void> {
  const { client, fieldManager, signal, overrideManagers } = context;
  const ref = refOf(plan.live);
  let patch = plan.takeover;
  for (let tries = 1; patch !== undefined; tries++) {
    try {
      await client.patch(ref, patch, { type: 'json', fieldManager, signal });
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (isGone(error)) return;
      if (!isConflict(error) || tries > 3) {
        throw failed(plan, 'metadata.managedFields cleanup failed', error);
      }
    }
    const live = await client.find(ref, { signal });
    patch =
      live === undefined
        ? undefined
        : takeoverPatch(live, { fieldManager, overrides: overrideManagers });
  }
}

async function apply(plan: Plan, context: WriteContext): Promise<KubeObject> {
  const { client, fieldManager, signal } = context;
  try {
    return await client.apply(plan.manifest, { fieldManager, force: true, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw failed(plan, 'apply failed', error);
  }
}

async function remove(live: KubeObject, name: string, context: WriteContext): Promise<void> {
  const { client, signal, delay, timeoutMs } = context;
  const ref: ObjectRef = refOf(live);
  const found = 'immutable field detected, failed to';
  try {
    await client.delete(ref, {
      propagationPolicy: 'Background',
      preconditions: { uid: live.metadata.uid },
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!isGone(error)) {
      throw new ApplyError('Apply', `${name} ${found} delete object: ${errorMessage(error)}`, {
        cause: error,
      });
    }
  }
  try {
    await waitForDeletion([ref], { client, signal, delay, timeoutMs });
  } catch (error) {
    signal.throwIfAborted();
    throw new ApplyError(
      'Apply',
      `${name} ${found} wait for object to be deleted: ${errorMessage(error)}`,
      { cause: error },
    );
  }
}

function failed(plan: Plan, what: string, error: unknown): ApplyError {
  return new ApplyError(
    'Apply',
    `${nameOfPlan(plan)} ${what}: ${serverWords(plan.manifest, error)}`,
    {
      cause: error,
    },
  );
}

function entry(
  plan: Plan,
  action: AppliedEntry['action'],
  live: KubeObject | undefined,
): AppliedEntry {
  const { manifest } = plan;
  return {
    ref: refOf(manifest),
    entry: entryOf(manifest),
    name: nameOfPlan(plan),
    action,
    manifest,
    live,
    changes: [],
  };
}
