import { errorMessage, getPath, getString, type JsonObject } from '@fluxts/base';
import { fieldManagers } from '@fluxts/flux-api';
import { gvkOf, statusOf } from '@fluxts/kube';
import type { KubeObject } from '@fluxts/kube-client';
import type { AppliedEntry } from './change-set.ts';
import { mapLimited } from './concurrency.ts';
import { systemDelay } from './delay.ts';
import { ApplyError } from './error.ts';
import { waitForHealth } from './health.ts';
import { compileIgnoreRules } from './ignore-rules.ts';
import { prepareManifest } from './manifest.ts';
import type { ApplySetOptions } from './options.ts';
import { runsOfKind, stagesOf } from './order.ts';
import { type Plan, planObject } from './plan.ts';
import { dryRunMessage } from './server-errors.ts';
import { carryOut, type WriteContext } from './write.ts';

const defaultConcurrency = 4;
const defaultStageTimeoutMs = 60_000;

/**
 * Applies a set of objects on behalf of its owner, stage by stage; within a stage, kind by kind. A
 * stage is written only when the dry runs of all its objects pass; objects that would not change are
 * not written. A stage begins when the one before is ready: CustomResourceDefinitions served,
 * Namespaces there.
 *
 * Store {@link unionOfEntries} of the inventory first, and prune afterwards: should the process end
 * at any point in between, nothing that was created is forgotten.
 * @param objects as built; they are not changed
 * @returns an entry for each object, in the order in which they were applied
 * @throws ApplyError `DryRun` naming all objects of the stage that are refused, `Apply`, `Stage`,
 *   `Selector`, each with the entries of what was done before; the signal's reason
 */
export async function applySet(
  objects: readonly JsonObject[],
  options: ApplySetOptions,
): Promise<AppliedEntry[]> {
  return await new SetApplier(options).apply(objects);
}

class SetApplier {
  readonly #options: ApplySetOptions;
  readonly #context: WriteContext;
  readonly #newKinds = new Set<string>();
  readonly #entries: AppliedEntry[] = [];

  constructor(options: ApplySetOptions) {
    this.#options = options;
    this.#context = contextOf(options, this.#newKinds);
  }

  async apply(objects: readonly JsonObject[]): Promise<AppliedEntry[]> {
    const manifests = objects.map((object) => prepareManifest(object, this.#options.owner));
    const stages = stagesOf(manifests, this.#options.customStageKinds);
    for (const [index, stage] of stages.entries()) {
      try {
        const plans = await planStage(stage, this.#context, this.#limit);
        await this.#write(plans);
        if (index < stages.length - 1) await this.#settle(stage);
      } catch (error) {
        throw this.#withEntries(error);
      }
    }
    return this.#entries;
  }

  get #limit(): number {
    return this.#options.concurrency ?? defaultConcurrency;
  }

  /** Objects of one kind do not need each other and are written side by side; kinds follow their order. */
  async #write(plans: readonly Plan[]): Promise<void> {
    const runs = runsOfKind(plans, ({ manifest }) => `${manifest.apiVersion} ${manifest.kind}`);
    for (const run of runs) {
      const done = new Map<Plan, AppliedEntry>();
      try {
        await mapLimited(run, this.#limit, async (plan) => {
          done.set(plan, await carryOut(plan, this.#context));
        });
      } finally {
        // In order, and also when one of them failed.
        for (const plan of run) {
          const entry = done.get(plan);
          if (entry !== undefined) this.#entries.push(entry);
        }
      }
    }
  }

  /** Waits until what a stage brought is ready for the next one. */
  async #settle(stage: readonly KubeObject[]): Promise<void> {
    const { client, signal, timeoutMs } = this.#context;
    const entries = this.#entries.slice(-stage.length);
    for (const { manifest, action } of entries) {
      const kind = definedKind(manifest);
      if (kind === undefined) continue;
      this.#newKinds.add(kind.kind);
      if (action !== 'unchanged')
        for (const version of kind.versions) client.mapper.invalidate(version);
    }
    const targets = entries
      .filter(({ action, live }) => {
        return action !== 'skipped' && (live === undefined || statusOf(live).status !== 'Current');
      })
      .map(({ ref }) => ({ ref }));
    if (targets.length === 0) return;
    try {
      await waitForHealth(targets, { ...this.#options, timeoutMs, failFast: false });
    } catch (error) {
      signal.throwIfAborted();
      throw new ApplyError('Stage', errorMessage(error), { cause: error });
    }
  }

  #withEntries(error: unknown): unknown {
    if (!(error instanceof ApplyError)) return error;
    return new ApplyError(error.code, error.message, {
      cause: error.cause,
      retry: error.retry,
      entries: this.#entries,
    });
  }
}

/** What planning and writing need, with every default filled in. */
export function contextOf(options: ApplySetOptions, newKinds: ReadonlySet<string>): WriteContext {
  return {
    client: options.client,
    fieldManager: options.fieldManager ?? fieldManagers.kustomize,
    overrideManagers: options.overrideManagers ?? [],
    force: options.force ?? false,
    ignored: compileIgnoreRules(options.ignore ?? []),
    signal: options.signal ?? new AbortController().signal,
    delay: options.delay ?? systemDelay,
    timeoutMs: options.stageTimeoutMs ?? defaultStageTimeoutMs,
    newKinds,
  };
}

/** Dry-runs all objects of a stage. @throws ApplyError `DryRun` with a line for each that is refused */
async function planStage(
  stage: readonly KubeObject[],
  context: WriteContext,
  limit: number,
): Promise<Plan[]> {
  const refusals: { readonly message: string; readonly error: unknown }[] = [];
  const plans = await mapLimited(stage, limit, async (manifest) => {
    try {
      return await planObject(manifest, context);
    } catch (error) {
      context.signal.throwIfAborted();
      refusals.push({ message: dryRunMessage(manifest, error), error });
      return undefined;
    }
  });
  if (refusals.length > 0) {
    const lines = refusals.map(({ message }) => message).sort();
    throw new ApplyError('DryRun', lines.join('\n'), { cause: refusals[0]?.error });
  }
  return plans.filter((plan) => plan !== undefined);
}

/** The kind that a CustomResourceDefinition defines, as `group/Kind`, and its versions as `group/version`. */
export function definedKind(
  object: JsonObject,
): { readonly kind: string; readonly versions: readonly string[] } | undefined {
  const { group, kind } = gvkOf(object);
  if (kind !== 'CustomResourceDefinition' || group !== 'apiextensions.k8s.io') return undefined;
  const own = getString(object, 'spec', 'group') ?? '';
  const versions = getPath(object, 'spec', 'versions');
  return {
    kind: `${own}/${getString(object, 'spec', 'names', 'kind') ?? ''}`,
    versions: (Array.isArray(versions) ? versions : []).map(
      (version) => `${own}/${getString(version, 'name') ?? ''}`,
    ),
  };
}
