import { GitError } from './error.ts';
import type { ObjectFormat, RemoteRef, RemoteRefs, ResolvedRef } from './git.ts';
import { checkRefName, formatOf, isOid } from './ref-name.ts';
import type { RefRule } from './ref-rule.ts';
import { highestTags } from './semver-tags.ts';

/** The branch that is meant when a rule names nothing. */
const defaultBranch = 'master';

/** A rule, checked, with its most exact field only. */
export type CheckedRule =
  | { readonly by: 'commit'; readonly commit: string; readonly branch?: string }
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'semver'; readonly range: string }
  | { readonly by: 'tag'; readonly name: string }
  | { readonly by: 'branch'; readonly name: string };

/** @throws GitError `RuleInvalid` */
export function checkRule(rule: RefRule): CheckedRule {
  const { branch = '', commit = '', name = '', semver = '', tag = '' } = rule;
  if (branch !== '') checkRefName(`refs/heads/${branch}`, 'the branch');
  if (commit !== '') {
    if (!isOid(commit)) {
      throw new GitError(
        'RuleInvalid',
        `the commit '${commit.slice(0, 80)}' is not a full object name in lower-case hex`,
        {
          retry: 'on-change',
        },
      );
    }
    return { by: 'commit', commit, ...(branch === '' ? {} : { branch }) };
  }
  if (name !== '') {
    if (name !== 'HEAD') {
      checkRefName(name, 'the name');
      if (!name.startsWith('refs/')) {
        throw new GitError('RuleInvalid', `the name '${name}' does not begin with 'refs/'`, {
          retry: 'on-change',
        });
      }
    }
    return { by: 'name', name };
  }
  if (semver !== '') return { by: 'semver', range: semver };
  if (tag !== '') {
    checkRefName(`refs/tags/${tag}`, 'the tag');
    return { by: 'tag', name: tag };
  }
  return { by: 'branch', name: branch === '' ? defaultBranch : branch };
}

/** The prefixes to ask a server for; none for a rule that needs no server. */
export function prefixesFor(rule: CheckedRule): readonly string[] {
  if (rule.by === 'commit') return [];
  return rule.by === 'semver' ? ['refs/tags/'] : [fullName(rule)];
}

/**
 * What a rule means among the references: one, or several tags of equal precedence between which only
 * their commits' times can tell. Empty when nothing matches.
 * @throws GitError `RuleInvalid` for a range that is none
 */
export function chooseRef(rule: CheckedRule, remote: RemoteRefs): readonly ResolvedRef[] {
  if (rule.by === 'commit') return [pinned(rule.commit, rule.branch)];
  const format = remote.objectFormat;
  if (rule.by !== 'semver') {
    const name = fullName(rule);
    const found = remote.refs.filter((ref) => ref.name === name);
    return found.map((ref) => resolved(ref, rule.name, format));
  }
  const tags = new Map<string, RemoteRef>();
  for (const ref of remote.refs) {
    if (ref.name.startsWith('refs/tags/')) tags.set(ref.name.slice('refs/tags/'.length), ref);
  }
  return highestTags([...tags.keys()], rule.range).flatMap((tag) => {
    const ref = tags.get(tag);
    return ref === undefined ? [] : [resolved(ref, tag, format)];
  });
}

/** What was not found, in git's words. */
export function notFound(rule: CheckedRule): GitError {
  if (rule.by === 'semver') {
    return new GitError('ReferenceNotFound', `no match found for semver: ${rule.range}`);
  }
  return new GitError(
    'ReferenceNotFound',
    rule.by === 'commit'
      ? `commit '${rule.commit}' not found`
      : `couldn't find remote ref "${fullName(rule)}"`,
  );
}

function fullName(rule: Extract<CheckedRule, { readonly name: string }>): string {
  return { name: '', tag: 'refs/tags/', branch: 'refs/heads/' }[rule.by] + rule.name;
}

function pinned(commit: string, branch: string | undefined): ResolvedRef {
  const objectFormat = formatOf(commit);
  return {
    commit,
    objectFormat,
    pinned: true,
    ...(branch === undefined ? {} : { refName: `refs/heads/${branch}` }),
    revision: `${branch === undefined ? '' : `${branch}@`}${objectFormat}:${commit}`,
  };
}

function resolved(ref: RemoteRef, pointer: string, objectFormat: ObjectFormat): ResolvedRef {
  const commit = ref.peeled ?? ref.oid;
  return {
    commit,
    objectFormat,
    refName: ref.name,
    pinned: false,
    ...(ref.peeled === undefined ? {} : { tagOid: ref.oid }),
    revision: `${pointer}@${objectFormat}:${commit}`,
  };
}
