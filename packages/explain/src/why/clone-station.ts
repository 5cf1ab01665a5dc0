import type { Account } from './account.ts';
import type { Seen } from './explanation.ts';
import type { CloneFacts } from './facts.ts';
import { shellWord, shortHash } from './names.ts';

/**
 * Is the change committed and pushed? Stops at what the server does not have.
 * @param trackedBranch the branch that the source follows, where it follows one
 */
export function cloneStation(
  account: Account,
  path: string,
  clone: Seen<CloneFacts>,
  trackedBranch: string | undefined,
): void {
  if (!clone.seen) {
    account.unseen(`local clone: ${clone.reason}`);
    return;
  }
  const { file, branch, upstream } = clone.value;
  switch (file.state) {
    case 'absent':
      account.note(`${path} is not in the clone at ${clone.value.directory}`);
      return;
    case 'deleted':
      account.note(`${path} is deleted in the clone, which is not committed yet`);
      return;
    case 'ignored':
      account.problem(`${path} is ignored by git`, {
        verdict: 'not-in-cluster',
        headline: `${path} is ignored by a .gitignore, so it is in no commit.`,
        next: [
          `git check-ignore -v ${shellWord(path)}   # names the rule`,
          `git add -f ${shellWord(path)} && git commit`,
        ],
      });
      return;
    case 'untracked':
      account.problem(`${path} is not committed`, {
        verdict: 'not-in-cluster',
        headline: `${path} is not committed: it is only in the folder.`,
        next: [`git add ${shellWord(path)} && git commit -m '…' && git push`],
      });
      return;
    case 'modified':
      account.note(`${path} has changes that are not committed; they are not in the cluster`);
      break;
    case 'committed':
      break;
  }
  if (file.commit === undefined) return;
  const commit = `${shortHash(file.commit.id)} "${file.commit.subject}"`;
  if (trackedBranch !== undefined && branch !== undefined && branch !== trackedBranch) {
    if (clone.value.fetched === 'contains') {
      account.ok(`committed: ${commit}, and on the server's ${trackedBranch}`);
      return;
    }
    account.problem(`committed on ${branch}: ${commit}; the source follows ${trackedBranch}`, {
      verdict: 'not-in-cluster',
      headline: `the change is on branch ${branch}, but the source follows ${trackedBranch}.`,
      next: [`merge ${branch} into ${trackedBranch} and push it`],
    });
    return;
  }
  if (upstream === undefined) {
    if (clone.value.fetched === 'contains') account.ok(`committed: ${commit}`);
    else account.note(`committed: ${commit}; the branch follows none on the server`);
    return;
  }
  if (!upstream.hasFile) {
    account.problem(`committed: ${commit}, but not pushed to ${upstream.name}`, {
      verdict: 'not-in-cluster',
      headline: `commit ${shortHash(file.commit.id)} is not pushed.`,
      next: ['git push'],
    });
    return;
  }
  account.ok(`pushed: ${commit} is in ${upstream.name}`);
}
