import { GitError } from './error.ts';
import type { LocalRepository } from './repository.ts';
import type { BlobFile } from './tree.ts';
import { type RepositoryUrl, parseRepositoryUrl, redactUrl } from './url.ts';

/**
 * Reads `.gitmodules` as git reads it: path → URL as written.
 * @throws GitError `SubmoduleRefused`
 */
export async function readSubmoduleUrls(
  repository: LocalRepository,
  files: readonly BlobFile[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  // A link there would be read from outside of the tree.
  const file = files.find((candidate) => candidate.path === '.gitmodules');
  if (file === undefined || file.kind === 'symlink') return new Map();
  if (file.size > 1024 * 1024) throw refused('.gitmodules', 'it is larger than 1 MiB');
  const { stdout } = await repository.run(
    ['config', '--blob', file.oid, '--null', '--list', '--no-includes'],
    signal,
  );
  const paths = new Map<string, string>();
  const urls = new Map<string, string>();
  for (const entry of stdout.toString('utf8').split('\0')) {
    const match = /^submodule\.(.*)\.(path|url)\n([\s\S]*)$/.exec(entry);
    if (match?.[1] === undefined || match[3] === undefined) continue;
    (match[2] === 'path' ? paths : urls).set(match[1], match[3]);
  }
  const found = new Map<string, string>();
  for (const [name, path] of paths) {
    const url = urls.get(name);
    if (url !== undefined) found.set(path.replace(/\/+$/, ''), url);
  }
  return found;
}

/**
 * The address of a submodule. `./` and `../` count from the parent's address.
 * Specified by https://git-scm.com/docs/git-submodule#Documentation/git-submodule.txt-add
 * @throws GitError `SubmoduleRefused`
 */
export function submoduleUrl(parent: RepositoryUrl, written: string, path: string): RepositoryUrl {
  const text = /^\.\.?\//.test(written) ? relativeTo(parent, written, path) : written;
  try {
    return parseRepositoryUrl(text);
  } catch (error) {
    throw refused(path, `its URL '${redactUrl(written)}' is not allowed`, error);
  }
}

/** Whether what opens one repository may be shown to the server of another. */
export function sameServer(a: RepositoryUrl, b: RepositoryUrl): boolean {
  return a.scheme === b.scheme && a.host === b.host && portOf(a) === portOf(b);
}

function portOf(url: RepositoryUrl): number {
  return url.port ?? { http: 80, https: 443, ssh: 22 }[url.scheme];
}

function relativeTo(parent: RepositoryUrl, written: string, path: string): string {
  const root = parent.href.slice(0, parent.href.length - parent.path.length);
  const parts = parent.path.split('/');
  for (const part of written.split('/')) {
    if (part === '..') {
      if (parts.filter((item) => item !== '').length === 0) {
        throw refused(path, `its URL '${redactUrl(written)}' climbs above the server`);
      }
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return root + parts.join('/');
}

function refused(path: string, why: string, cause?: unknown): GitError {
  return new GitError('SubmoduleRefused', `the submodule '${path}' is refused: ${why}`, {
    retry: 'on-change',
    ...(cause === undefined ? {} : { cause }),
  });
}
