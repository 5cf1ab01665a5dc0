import {
  conditionTypes,
  getCondition,
  type GitRepositoryObject,
  type KustomizationObject,
  reasons,
  sameRevision,
} from '@fluxts/flux-api';
import type { Account, Decision } from './account.ts';
import { buildErrorText } from './build-station.ts';
import { deniedText, grantText, parseDenied } from './denied.ts';
import type { KustomizationFacts } from './facts.ts';
import { fluxText, shellWord, shortRevision } from './names.ts';

/** Was it built and applied? Looks at what the Kustomization says of itself. */
export function applyStation(
  account: Account,
  facts: KustomizationFacts,
  source: GitRepositoryObject | undefined,
): void {
  const { object } = facts;
  const name = fluxText(object);
  const flags = `${object.metadata.name} -n ${object.metadata.namespace}`;
  const applied = object.status?.lastAppliedRevision;
  const fetched = source?.status?.artifact?.revision;
  const upToDate =
    applied !== undefined && (fetched === undefined || sameRevision(applied, fetched));
  if (object.spec.suspend === true) {
    const at = applied === undefined ? '' : ` at ${shortRevision(applied)}`;
    account.problem(`${name} is suspended${at}`, {
      verdict: 'not-in-cluster',
      headline: `${name} is suspended, so nothing is applied.`,
      next: [`flux resume kustomization ${flags}`],
    });
    return;
  }
  const ready = getCondition(object.status?.conditions, conditionTypes.ready);
  if (ready?.status === 'False') {
    const { text, decision } = failure(facts, ready);
    account.problem(text, decision);
    for (const warning of newerThan(facts.warnings, ready.message).slice(0, 2)) {
      account.note(`event: ${warning}`);
    }
    return;
  }
  if (!upToDate || ready?.status !== 'True') {
    const state = ready?.message ?? 'nothing: is kustomize-controller running?';
    account.waiting(
      `${name} has ${applied === undefined ? 'applied nothing yet' : `applied ${shortRevision(applied)}`}`,
      {
        headline: `${name} is not through with ${fetched === undefined ? 'it' : shortRevision(fetched)} yet; it says: ${state}`,
        next: [`flux reconcile kustomization ${flags}`],
      },
    );
    return;
  }
  account.ok(`applied: ${name} has applied ${shortRevision(applied)}`);
}

/** What came after the message that holds now; older warnings are of troubles that are over. */
function newerThan(warnings: readonly string[], message: string): readonly string[] {
  const known = warnings.findIndex((warning) => message.includes(warning));
  return known < 0 ? warnings : warnings.slice(0, known);
}

function failure(
  facts: KustomizationFacts,
  ready: { readonly reason: string; readonly message: string },
): { readonly text: string; readonly decision: Decision } {
  const { object } = facts;
  const name = fluxText(object);
  const flags = `${object.metadata.name} -n ${object.metadata.namespace}`;
  const retry = `flux reconcile kustomization ${flags} --with-source   # after the mend`;
  const denied = parseDenied(ready.message);
  if (denied !== undefined) {
    return decide(`${name}: apply denied: ${deniedText(denied)}`, deniedText(denied), [
      grantText(denied),
    ]);
  }
  switch (ready.reason) {
    case reasons.dependencyNotReady:
      return {
        text: `${name} waits: ${ready.message}`,
        decision: {
          verdict: 'on-its-way',
          headline: `${name} waits for its dependencies: ${ready.message}`,
          next: dependencyCommands(object),
        },
      };
    case reasons.buildFailed: {
      const error = buildErrorText(facts) ?? ready.message;
      return decide(`${name} does not build: ${error}`, `the build fails: ${error}`, [
        `flux build kustomization ${flags} --path ${shellWord(object.spec.path ?? './')}   # shows it locally`,
        retry,
      ]);
    }
    case reasons.healthCheckFailed:
      return {
        text: `${name} is applied but not healthy: ${ready.message}`,
        decision: {
          verdict: 'unhealthy',
          headline: `applied, but not healthy: ${ready.message}`,
          next: [`flux tree kustomization ${flags}`],
        },
      };
    default:
      return decide(
        `${name} fails (${ready.reason}): ${ready.message}`,
        `${name} fails: ${ready.message}`,
        [`flux events --for Kustomization/${flags}`, retry],
      );
  }
}

function decide(
  text: string,
  headline: string,
  next: readonly string[],
): { readonly text: string; readonly decision: Decision } {
  return {
    text,
    decision: { verdict: 'not-in-cluster', headline: `${headline}.`.replace(/\.\.$/, '.'), next },
  };
}

function dependencyCommands(object: KustomizationObject): readonly string[] {
  return (object.spec.dependsOn ?? [])
    .slice(0, 3)
    .map(
      (dependency) =>
        `flux get kustomizations ${dependency.name} -n ${dependency.namespace ?? object.metadata.namespace}`,
    );
}
