import { setImmediate } from 'node:timers/promises';
import { GitError } from './error.ts';
import type { GitLimits, TreeFile } from './git.ts';
import type { LocalRepository } from './repository.ts';

/** A file of a tree and the blob with its content. */
export interface BlobFile extends TreeFile {
  readonly oid: string;
}

/** Where another repository is to be put in. */
interface SubmoduleLink {
  readonly path: string;
  readonly commit: string;
}

/** All of a tree, in the order of git's index. */
export interface Tree {
  readonly files: readonly BlobFile[];
  readonly links: readonly SubmoduleLink[];
}

/** What {@link readTree} takes. */
export interface ReadTreeOptions {
  readonly sparse: readonly string[] | undefined;
  /** Sizes by object name, for a repository that has not got all blobs. */
  readonly sizes?: ReadonlyMap<string, number>;
  readonly limits: GitLimits;
  readonly signal: AbortSignal;
}

/** The longest that the main loop is kept busy at a time, in milliseconds. */
const maxTurnMs = 8;

interface TreeLine {
  readonly mode: string;
  readonly oid: string;
  readonly size: number;
  readonly path: string;
}

/**
 * Lists a tree. Paths are checked here, once for all: what is handed on can be joined to a directory.
 * @throws GitError `TreeRefused`, `TooLarge`
 */
export async function readTree(
  repository: LocalRepository,
  tree: string,
  options: ReadTreeOptions,
): Promise<Tree> {
  const args = ['ls-tree', '-r', '-z', '--full-tree'];
  // Sizes of blobs that are not here would be fetched one by one.
  if (options.sizes === undefined) args.push('-l');
  const { stdout } = await repository.run(
    [...args, tree, '--', ...(options.sparse ?? [])],
    options.signal,
    {
      maxStdout: options.limits.files * 512,
    },
  );
  const files: BlobFile[] = [];
  const links: SubmoduleLink[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  let yieldedAt = performance.now();
  for (const line of treeLines(stdout)) {
    // A tree of a hundred thousand files must not hold up whatever else the process does.
    if (performance.now() - yieldedAt > maxTurnMs) {
      await setImmediate();
      yieldedAt = performance.now();
    }
    checkPath(line.path);
    if (seen.has(line.path)) throw refused(line.path, 'the tree has it twice');
    seen.add(line.path);
    if (line.mode === '160000') {
      links.push({ path: line.path, commit: line.oid });
      continue;
    }
    const size = options.sizes === undefined ? line.size : (options.sizes.get(line.oid) ?? 0);
    if (size > options.limits.fileBytes) {
      throw new GitError(
        'TooLarge',
        `'${line.path}' has ${size} bytes, more than the ${options.limits.fileBytes} allowed`,
        {
          retry: 'on-change',
        },
      );
    }
    bytes += size;
    files.push({ path: line.path, kind: kindOf(line), size, oid: line.oid });
  }
  checkTotals(files.length, bytes, options.limits);
  return { files, links };
}

/** @throws GitError `TooLarge` */
export function checkTotals(files: number, bytes: number, limits: GitLimits): void {
  if (files > limits.files) {
    throw new GitError(
      'TooLarge',
      `the tree has ${files} files, more than the ${limits.files} allowed`,
      {
        retry: 'on-change',
      },
    );
  }
  if (bytes > limits.treeBytes) {
    throw new GitError(
      'TooLarge',
      `the tree has ${bytes} bytes, more than the ${limits.treeBytes} allowed`,
      {
        retry: 'on-change',
      },
    );
  }
}

function* treeLines(stdout: Buffer): Generator<TreeLine> {
  let at = 0;
  while (at < stdout.length) {
    const end = stdout.indexOf(0, at);
    const tab = stdout.indexOf(0x09, at);
    if (end < 0 || tab < 0 || tab > end) throw new GitError('GitFailed', 'git ls-tree ended early');
    const [mode = '', , oid = '', size = '0'] = stdout.toString('latin1', at, tab).split(/ +/);
    yield {
      mode,
      oid,
      size: size === '-' ? 0 : Number(size),
      path: stdout.toString('utf8', tab + 1, end),
    };
    at = end + 1;
  }
}

function kindOf(line: TreeLine): TreeFile['kind'] {
  switch (line.mode) {
    case '100755':
      return 'executable';
    case '120000':
      return 'symlink';
    case '100644':
    case '100664':
      return 'file';
    default:
      throw refused(line.path, `its mode ${line.mode} is none that git makes`);
  }
}

/** HFS+ ignores these in names, so that `.g<U+200C>it` would be `.git` there. */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

function checkPath(path: string): void {
  if (path.length > 4096) throw refused(path, 'it is longer than 4096 characters');
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(path)) throw refused(path, 'it holds control characters');
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..')
      throw refused(path, `it has a part '${part}'`);
    const plain = part.replace(ignoredByHfs, '').toLowerCase();
    // `GIT~1` is the short name that Windows gives `.git`.
    if (/^(?:\.git|git~\d+)[. ]*(?::.*)?$/.test(plain))
      throw refused(path, 'it would reach into .git');
  }
}

function refused(path: string, why: string): GitError {
  // oxlint-disable-next-line eslint/no-control-regex -- it must not reach a terminal raw
  const shown = path.slice(0, 256).replace(/[\u0000-\u001f\u007f]/g, '?');
  return new GitError('TreeRefused', `the path '${shown}' is refused: ${why}`, {
    retry: 'on-change',
  });
}
