import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../error.ts';
import type { GitRunner } from './run-git.ts';

/** A file of a checkout: its content, or `undefined` where it is to go. */
export interface CheckoutFile {
  /** Relative to the checkout, with `/`. */
  readonly path: string;
  readonly content: string | undefined;
}

/** Who commits; git's own configuration decides where it is left out. */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/** Writes and removes files below a folder. */
export async function writeFiles(directory: string, files: readonly CheckoutFile[]): Promise<void> {
  for (const { path, content } of files) {
    const file = join(directory, path);
    if (content === undefined) {
      await rm(file, { force: true });
    } else {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
}

/**
 * Brings a checkout to the newest commit of its remote branch, which need not exist yet.
 * @throws CommandError `InvalidInput` when it is on another branch, or both sides have commits of their own
 */
export async function followRemote(git: GitRunner, branch: string): Promise<void> {
  const current = await git.try('symbolic-ref', '--quiet', '--short', 'HEAD');
  if (current !== branch) {
    throw new CommandError(
      'InvalidInput',
      `${git.directory} is on ${current === undefined ? 'no branch' : `branch ${current}`}, not on ${branch}: check it out first`,
    );
  }
  const heads = await git.run('ls-remote', '--heads', 'origin', `refs/heads/${branch}`);
  if (heads === '') return;
  await git.run('fetch', '--quiet', 'origin', `refs/heads/${branch}`);
  if ((await git.try('rev-parse', '--verify', '--quiet', 'HEAD')) === undefined) {
    await git.run('reset', '--quiet', '--hard', 'FETCH_HEAD');
    return;
  }
  if ((await git.try('merge-base', '--is-ancestor', 'FETCH_HEAD', 'HEAD')) !== undefined) return;
  if ((await git.try('merge', '--quiet', '--ff-only', 'FETCH_HEAD')) === undefined) {
    throw new CommandError(
      'InvalidInput',
      `${git.directory} cannot be brought to the newest commit of ${branch}: commit, stash or rebase your changes first`,
    );
  }
}

/**
 * Commits exactly the files that are named, whatever else has changed in the checkout.
 * @returns the commit, or `undefined` when they are committed as they are
 */
export async function commitFiles(
  git: GitRunner,
  paths: readonly string[],
  message: string,
  author?: Author,
): Promise<string | undefined> {
  if (paths.length === 0) return undefined;
  const changed = await git.run('status', '--porcelain', '--', ...paths);
  if (changed === '') return undefined;
  await git.run('add', '--all', '--force', '--', ...paths);
  const identity =
    author === undefined
      ? []
      : ['-c', `user.name=${author.name}`, '-c', `user.email=${author.email}`];
  await git.run(...identity, 'commit', '--quiet', '--message', message, '--', ...paths);
  return await git.run('rev-parse', 'HEAD');
}

/**
 * Pushes the branch where the remote does not have it as it is.
 * @returns whether there was something to push
 */
export async function pushBranch(git: GitRunner, branch: string): Promise<boolean> {
  const head = await git.try('rev-parse', '--verify', '--quiet', 'HEAD');
  if (head === undefined) return false;
  const remote = await git.run('ls-remote', '--heads', 'origin', `refs/heads/${branch}`);
  if (remote.startsWith(head)) return false;
  await git.run('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  return true;
}
