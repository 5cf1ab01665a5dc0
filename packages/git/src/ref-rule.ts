/**
 * Which commit of a repository is meant. The most exact field wins: `commit`, then `name`, then
 * `semver`, then `tag`, then `branch`; with none of them, the branch `master`.
 * Specified by https://fluxcd.io/flux/components/source/gitrepositories/#reference
 */
export interface RefRule {
  readonly branch?: string;
  readonly tag?: string;
  /** A range as Masterminds' semver reads it; the highest tag within wins. */
  readonly semver?: string;
  /** A full reference name such as `refs/pull/420/head`. */
  readonly name?: string;
  /** A full object name in hex. With `branch`, that branch is where to look for it. */
  readonly commit?: string;
}
