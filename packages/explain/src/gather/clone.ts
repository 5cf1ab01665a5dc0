import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { type Seen, seen, unseen } from '../why/explanation.ts';
import type { CloneFacts, CloneFile } from '../why/facts.ts';
import type { LocalGit } from './local-git.ts';

/** A clone around the current folder. */
export interface Clone {
  /** The root of the working folder. */
  readonly directory: string;
  readonly remotes: readonly { readonly name: string; readonly url: string }[];
  readonly branch: string | undefined;
  readonly git: LocalGit;
}

/**
 * Finds the clone around a folder.
 * @param open makes the git of a folder
 */
export async function findClone(
  directory: string,
  open: (directory: string) => LocalGit,
): Promise<Seen<Clone>> {
  try {
    const root = await open(directory)(['rev-parse', '--show-toplevel']);
    if (root.code !== 0) return unseen('the current folder is no git clone');
    const git = open(root.stdout.trim());
    const remotes = await git(['config', '--get-regexp', String.raw`^remote\..*\.url$`]);
    const branch = await git(['symbolic-ref', '--quiet', '--short', 'HEAD']);
    return seen({
      directory: root.stdout.trim(),
      remotes: remotes.stdout.split('\n').flatMap((line) => {
        const parts = /^remote\.(.+)\.url (.+)$/.exec(line);
        return parts === null ? [] : [{ name: parts[1] as string, url: parts[2] as string }];
      }),
      branch: branch.code === 0 ? branch.stdout.trim() : undefined,
      git,
    });
  } catch (error) {
    return unseen(`git could not be run: ${errorMessage(error)}`);
  }
}

/**
 * The path that is meant, counted from the root of the clone: one that exists below the current folder
 * is, otherwise it is taken as it was typed.
 */
export function pathInClone(clone: Clone, cwd: string, path: string): string {
  const absolute = resolve(cwd, path);
  const inside = relative(clone.directory, absolute).split(sep).join('/');
  if (inside !== '' && !inside.startsWith('..') && existsSync(absolute)) return inside;
  return existsSync(join(clone.directory, path)) ? path.replace(/^\.\//, '') : path;
}

/** Whether two addresses name the same repository: same host and path, however it is reached. */
export function sameRepository(a: string, b: string): boolean {
  return repositoryKey(a) === repositoryKey(b);
}

function repositoryKey(address: string): string {
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(address);
  let host: string;
  let path: string;
  if (scp !== null && !address.includes('://')) {
    host = scp[1] as string;
    path = scp[2] as string;
  } else {
    try {
      const url = new URL(address);
      host = url.protocol.startsWith('http') ? url.host : url.hostname;
      path = decodeURIComponent(url.pathname);
    } catch {
      return address;
    }
  }
  const trimmed = path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  return `${host.toLowerCase()}/${trimmed}`;
}

/**
 * How a path stands in a clone, to its server, and to the commit that was fetched.
 * @param fetched the commit of the source's artifact
 */
export async function gatherClone(
  clone: Clone,
  remote: { readonly name: string; readonly url: string },
  path: string,
  fetched: string | undefined,
): Promise<CloneFacts> {
  const { git } = clone;
  const file = await fileFacts(git, path);
  const commit = file.commit?.id;
  const upstream = await upstreamFacts(git, commit);
  return {
    directory: clone.directory,
    remote: remote.url,
    file,
    fetched: await contains(git, fetched, commit),
    ...(clone.branch === undefined ? {} : { branch: clone.branch }),
    ...(upstream === undefined ? {} : { upstream }),
  };
}

async function fileFacts(git: LocalGit, path: string): Promise<CloneFile> {
  const status = await git(['status', '--porcelain=v1', '-z', '--ignored', '--', path]);
  const log = await git(['log', '-1', '--format=%H%x00%s', '--', path]);
  const [id, subject] = log.stdout.trim().split('\0');
  const commit = id === undefined || id === '' ? undefined : { id, subject: subject ?? '' };
  return {
    state: await fileState(git, status.stdout.slice(0, 2), path),
    ...(commit === undefined ? {} : { commit }),
  };
}

async function fileState(git: LocalGit, code: string, path: string): Promise<CloneFile['state']> {
  if (code === '??') return 'untracked';
  if (code === '!!') return 'ignored';
  if (code === 'A ' || code === 'AM') return 'untracked';
  if (code.includes('D')) return 'deleted';
  if (code.trim() !== '') return 'modified';
  const tracked = await git(['ls-files', '--', path]);
  return tracked.stdout.trim() === '' ? 'absent' : 'committed';
}

async function upstreamFacts(
  git: LocalGit,
  commit: string | undefined,
): Promise<CloneFacts['upstream']> {
  const name = await git(['rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}']);
  if (name.code !== 0) return undefined;
  const head = await git(['rev-parse', '--verify', '--quiet', '@{upstream}']);
  if (head.code !== 0) return undefined;
  const tip = head.stdout.trim();
  return {
    name: name.stdout.trim(),
    commit: tip,
    hasFile: (await contains(git, tip, commit)) === 'contains',
  };
}

async function contains(
  git: LocalGit,
  tip: string | undefined,
  commit: string | undefined,
): Promise<'contains' | 'lacks' | 'unknown'> {
  if (tip === undefined || commit === undefined || !/^[0-9a-f]{40,64}$/.test(tip)) return 'unknown';
  const { code } = await git(['merge-base', '--is-ancestor', commit, tip]);
  if (code === 0) return 'contains';
  return code === 1 ? 'lacks' : 'unknown';
}
