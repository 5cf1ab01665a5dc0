import {
  type Constraint,
  type Version,
  parseConstraint,
  parseStrictVersion,
} from '@fluxts/gocompat';
import { errorMessage } from '@fluxts/base';
import { GitError } from './error.ts';

/**
 * The tags within a range that have the highest precedence. There are several when they differ in
 * their build metadata only. A tag is a version if it is one by semver 2.0, with or without a `v`.
 * @throws GitError `RuleInvalid` for a range that is none
 */
export function highestTags(tags: readonly string[], range: string): readonly string[] {
  const constraint = parseRange(range);
  let best: Version | undefined;
  let names: string[] = [];
  for (const tag of tags) {
    const version = versionOf(tag);
    if (version === undefined || !constraint.check(version)) continue;
    const order = best === undefined ? 1 : version.compare(best);
    if (order > 0) {
      best = version;
      names = [tag];
    } else if (order === 0) {
      names.push(tag);
    }
  }
  return names.sort();
}

function parseRange(range: string): Constraint {
  try {
    return parseConstraint(range);
  } catch (error) {
    throw new GitError('RuleInvalid', `semver parse error: ${errorMessage(error)}`, {
      cause: error,
      retry: 'on-change',
    });
  }
}

function versionOf(tag: string): Version | undefined {
  try {
    return parseStrictVersion(tag.replace(/^v/, ''));
  } catch {
    return undefined;
  }
}
