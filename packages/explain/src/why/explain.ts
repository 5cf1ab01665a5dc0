import { Account } from './account.ts';
import { applyStation } from './apply-station.ts';
import { buildStation } from './build-station.ts';
import { cloneStation } from './clone-station.ts';
import type { Explanation } from './explanation.ts';
import type { Facts, Lane, ObjectName } from './facts.ts';
import { liveStation } from './live-station.ts';
import { fluxText, objectText, shellWord } from './names.ts';
import { artifactStation, sourceStation } from './source-station.ts';

/**
 * Answers why a change is, or is not, in the cluster. Pure: the same facts give the same answer. The
 * stations are visited in the order that a change passes them; the first that stops it is the answer.
 */
export function explain(facts: Facts): Explanation {
  return facts.question.kind === 'path'
    ? explainPath(facts, facts.question.path)
    : explainObject(facts, facts.question.object);
}

function explainPath(facts: Facts, path: string): Explanation {
  const account = new Account();
  followPath(account, facts, path);
  const names = facts.live.seen ? facts.live.value.map((live) => objectText(live.name)) : [];
  const lane = facts.lanes.seen ? facts.lanes.value[0] : undefined;
  if (facts.live.seen && names.length === 0 && isRead(lane)) {
    return account.explain(path, {
      verdict: 'in-cluster',
      headline: `${path} is part of what is applied; it makes no object of its own, but changes or feeds others.`,
      next: [],
    });
  }
  return account.explain(path, {
    verdict: facts.live.seen && names.length > 0 ? 'in-cluster' : 'unknown',
    headline:
      names.length > 0
        ? `${path} is in the cluster, as it was fetched: ${listed(names)}.`
        : `nothing was found that stops ${path}, but its objects could not be looked at.`,
    next: [],
  });
}

function isRead(lane: Lane | undefined): boolean {
  return lane?.kustomizations.some(({ build }) => build.seen && build.value.readsPath) === true;
}

function followPath(account: Account, facts: Facts, path: string): void {
  if (!facts.lanes.seen) {
    cloneStation(account, path, facts.clone, undefined);
    account.unseen(`Flux objects: ${facts.lanes.reason}`);
    return;
  }
  const lane = facts.lanes.value[0];
  cloneStation(account, path, facts.clone, lane?.source.spec.ref?.branch);
  if (lane === undefined) {
    account.problem('no GitRepository was found for this repository', {
      verdict: 'not-in-cluster',
      headline: facts.clone.seen
        ? `no GitRepository in the cluster fetches ${facts.clone.value.remote}.`
        : 'there is no GitRepository in the cluster, or none that you may see.',
      next: ['flux get sources git -A'],
    });
    return;
  }
  if (facts.lanes.value.length > 1) {
    account.note(
      `${facts.lanes.value.length} sources could carry it; this is about ${fluxText(lane.source)}`,
    );
  }
  followLane(account, facts, lane, path);
}

function followLane(account: Account, facts: Facts, lane: Lane, path: string): void {
  sourceStation(account, lane.source, facts.clone);
  artifactStation(account, path, lane);
  const covering = buildStation(account, path, lane);
  if (covering !== undefined) applyStation(account, covering, lane.source);
  liveStation(account, facts.live);
}

function explainObject(facts: Facts, object: ObjectName): Explanation {
  const account = new Account();
  const name = objectText(object);
  const live = facts.live.seen
    ? facts.live.value.find((one) => objectText(one.name) === name)
    : undefined;
  if (live?.status !== undefined && live.owner === undefined && facts.origin === undefined) {
    account.note(`${name} exists, without the labels of a Kustomization`);
    return account.explain(name, {
      verdict: 'in-cluster',
      headline: `${name} is in the cluster, but no Kustomization manages it: git does not decide about it.`,
      next: [],
    });
  }
  if (live?.owner !== undefined) {
    account.ok(`${name} is managed by Kustomization ${live.owner.namespace}/${live.owner.name}`);
  }
  if (facts.origin !== undefined) {
    const line = facts.origin.line === undefined ? '' : `:${facts.origin.line}`;
    account.ok(`it is defined in ${facts.origin.path}${line}`);
    if (live?.status === undefined) elsewhere(account, facts, object);
    followPath(account, facts, facts.origin.path);
  } else {
    followOwner(account, facts, name, live?.owner);
  }
  return account.explain(name, {
    verdict: live?.status === undefined ? 'unknown' : 'in-cluster',
    headline:
      live?.status === undefined
        ? `nothing was found that stops ${name}, but it could not be looked at.`
        : `${name} is in the cluster, as git has it.`,
    next: [],
  });
}

/** The file may be built into another namespace than the one that was asked for. */
function elsewhere(account: Account, facts: Facts, asked: ObjectName): void {
  const builds = facts.lanes.seen
    ? (facts.lanes.value[0]?.kustomizations ?? []).flatMap(({ build }) =>
        build.seen ? build.value.objects : [],
      )
    : [];
  const same = builds.filter(
    ({ kind, name, namespace }) =>
      kind === asked.kind && name === asked.name && namespace !== undefined,
  );
  const [other] = same;
  if (other === undefined || same.some(({ namespace }) => namespace === asked.namespace)) return;
  const made = objectText(other);
  account.problem(`it is built as ${made}`, {
    verdict: 'not-in-cluster',
    headline: `${objectText(asked)} is not in the cluster: the file makes ${made}.`,
    next: [
      `flux why ${shellWord(`${asked.kind.toLowerCase()}/${asked.name}`)} -n ${shellWord(other.namespace ?? '')}`,
    ],
  });
}

function followOwner(
  account: Account,
  facts: Facts,
  name: string,
  owner: { readonly namespace: string; readonly name: string } | undefined,
): void {
  if (!facts.lanes.seen) {
    account.unseen(`Flux objects: ${facts.lanes.reason}`);
    liveStation(account, facts.live);
    return;
  }
  const lane = facts.lanes.value.find(({ kustomizations }) =>
    kustomizations.some(({ object }) => isOwner(object, owner)),
  );
  const kustomization = lane?.kustomizations.find(({ object }) => isOwner(object, owner));
  if (lane === undefined || kustomization === undefined) {
    if (owner !== undefined) {
      account.problem(
        `Kustomization ${owner.namespace}/${owner.name} does not exist, or is hidden from you`,
        {
          verdict: 'unknown',
          headline: `${name} was made by Kustomization ${owner.namespace}/${owner.name}, which is gone or hidden from you.`,
          next: [`flux get kustomizations -A`],
        },
      );
    } else {
      for (const { source, artifact } of facts.lanes.value) {
        if (!artifact.seen) account.unseen(`artifact of ${fluxText(source)}: ${artifact.reason}`);
      }
      account.problem(`no Kustomization that could be built makes ${name}`, {
        verdict: 'not-in-cluster',
        headline: `${name} is not in the cluster, and in no source that could be looked at.`,
        next: ['is it committed, and are kind, name and namespace right?'],
      });
    }
    return;
  }
  sourceStation(account, lane.source, facts.clone);
  applyStation(account, kustomization, lane.source);
  liveStation(account, facts.live);
}

function isOwner(
  object: { readonly metadata: { readonly namespace: string; readonly name: string } },
  owner: { readonly namespace: string; readonly name: string } | undefined,
): boolean {
  return object.metadata.namespace === owner?.namespace && object.metadata.name === owner.name;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
