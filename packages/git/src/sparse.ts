import { GitError } from './error.ts';

/**
 * Brings directories of a sparse checkout to one form. A leading `./` means nothing; the root means
 * the whole tree, for which the answer is `undefined`.
 * @throws GitError `RuleInvalid` for a path that leaves the tree
 */
export function checkSparseDirectories(
  directories: readonly string[] | undefined,
): readonly string[] | undefined {
  if (directories === undefined || directories.length === 0) return undefined;
  const clean = directories.map((directory) => {
    const parts = directory.split('/').filter((part) => part !== '' && part !== '.');
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is refused
    if (parts.includes('..') || /[\u0000-\u001f\u007f]/.test(directory)) {
      throw new GitError('RuleInvalid', 'a sparse checkout directory leads out of the repository', {
        retry: 'on-change',
      });
    }
    return parts.join('/');
  });
  return clean.includes('') ? undefined : [...new Set(clean)].sort();
}
