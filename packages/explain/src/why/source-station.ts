import { formatPlace } from '@fluxts/base';
import { conditionTypes, getCondition, type GitRepositoryObject } from '@fluxts/flux-api';
import type { Account } from './account.ts';
import type { Seen } from './explanation.ts';
import type { CloneFacts, Lane } from './facts.ts';
import { fluxText, shortHash, shortRevision } from './names.ts';

/** Has the change been fetched? Looks at the source, its artifact, and the clone's idea of both. */
export function sourceStation(
  account: Account,
  source: GitRepositoryObject,
  clone: Seen<CloneFacts>,
): void {
  const name = fluxText(source);
  const { namespace } = source.metadata;
  const fetched = source.status?.artifact?.revision;
  const behind =
    clone.seen && clone.value.fetched === 'lacks' && clone.value.file.commit !== undefined;
  if (source.spec.suspend === true) {
    const text = `${name} is suspended${fetched === undefined ? '' : ` at ${shortRevision(fetched)}`}`;
    if (behind || fetched === undefined) {
      account.problem(text, {
        verdict: 'not-in-cluster',
        headline: `${name} is suspended, so nothing new is fetched.`,
        next: [`flux resume source git ${source.metadata.name} -n ${namespace}`],
      });
    } else {
      account.note(`${text}: later commits are not fetched`);
    }
    return;
  }
  const ready = getCondition(source.status?.conditions, conditionTypes.ready);
  if (ready?.status === 'False') {
    account.problem(`${name} cannot be fetched: ${ready.message}`, {
      verdict: 'not-in-cluster',
      headline: `${name} fails: ${ready.message}`,
      next: [
        `flux get sources git ${source.metadata.name} -n ${namespace}`,
        `flux events --for GitRepository/${source.metadata.name} -n ${namespace}`,
      ],
    });
    return;
  }
  if (fetched === undefined) {
    account.waiting(`${name} has fetched nothing yet`, {
      headline: `${name} has fetched nothing yet${ready === undefined ? ': is source-controller running?' : '.'}`,
      next: ['flux check'],
    });
    return;
  }
  if (behind && clone.value.file.commit !== undefined) {
    account.waiting(
      `${name} has ${shortRevision(fetched)}, from before ${shortHash(clone.value.file.commit.id)}`,
      {
        headline: `the commit is ${clone.value.upstream === undefined ? 'made' : 'pushed'} but not fetched yet; ${name} looks every ${source.spec.interval}.`,
        next: [`flux reconcile source git ${source.metadata.name} -n ${namespace}`],
      },
    );
    return;
  }
  account.ok(`fetched: ${name} has ${shortRevision(fetched)}`);
}

/** Is the path in what was fetched? */
export function artifactStation(account: Account, path: string, lane: Lane): void {
  const { source, artifact } = lane;
  if (!artifact.seen) {
    account.unseen(`artifact of ${fluxText(source)}: ${artifact.reason}`);
    return;
  }
  if (artifact.value.hasPath || account.decided) return;
  const missing = `${path} is not in ${shortRevision(artifact.value.revision)} as it was fetched`;
  const dangling = danglingLine(lane);
  if (dangling !== undefined) {
    account.problem(missing, {
      verdict: 'not-in-cluster',
      headline: `${path} is not in the fetched revision, but ${dangling} lists it, so nothing is built.`,
      next: [`add the file, or take the line out of ${dangling}`, 'then commit and push'],
    });
    return;
  }
  const narrowed =
    source.spec.sparseCheckout !== undefined && source.spec.sparseCheckout.length > 0;
  account.problem(missing, {
    verdict: 'not-in-cluster',
    headline: narrowed
      ? `${path} is not fetched: the source takes ${source.spec.sparseCheckout?.join(', ')} only.`
      : `${path} is not in the fetched revision.`,
    next: [
      `is the path right, counted from the root of the repository?`,
      `is it left out by a .sourceignore, or by spec.ignore of ${fluxText(source)}?`,
    ],
  });
}

/** The line of a kustomization file that lists the path, which is not there. */
function danglingLine(lane: Lane): string | undefined {
  for (const { build } of lane.kustomizations) {
    if (build.seen && build.value.dangling !== undefined) return formatPlace(build.value.dangling);
  }
  return undefined;
}
