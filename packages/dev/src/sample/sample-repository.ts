import { execFile } from 'node:child_process';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { DevError } from '../error.ts';

const run = promisify(execFile);

/**
 * Makes the sample repository: a working folder on branch `main` with one commit, a copy of the example.
 * One that is there already stays as it is; one that was only half made is made anew.
 * @throws DevError `SampleMissing`, `GitFailed`
 */
export async function makeSampleRepository(
  example: string,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  if (await exists(directory)) return;
  if (!(await exists(example))) {
    throw new DevError('SampleMissing', `the sample repository ${example} is not there`, {
      retry: 'never',
    });
  }
  const draft = `${directory}.draft`;
  await rm(draft, { recursive: true, force: true });
  await cp(example, draft, { recursive: true });
  await git(draft, ['init', '--quiet', '--initial-branch=main'], signal);
  // Whoever has no name in git's configuration yet can commit here all the same.
  await keepIdentity(draft, signal);
  await git(draft, ['add', '--all'], signal);
  await git(
    draft,
    [
      '-c',
      'user.name=fluxts',
      '-c',
      'user.email=fluxts@localhost',
      '-c',
      'commit.gpgsign=false',
      'commit',
      '--quiet',
      '--message=Add the app of tenant1',
    ],
    signal,
  );
  await rename(draft, directory);
}

/** Names the address that the repository is served at, so that tools find the source it belongs to. */
export async function setSampleRemote(
  directory: string,
  url: string,
  signal?: AbortSignal,
): Promise<void> {
  await git(directory, ['config', 'remote.origin.url', url], signal);
}

async function keepIdentity(directory: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await run('git', ['config', 'user.email'], { cwd: directory, ...withSignal(signal) });
  } catch {
    await git(directory, ['config', 'user.name', 'fluxts'], signal);
    await git(directory, ['config', 'user.email', 'fluxts@localhost'], signal);
  }
}

async function git(
  directory: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await run('git', [...args], { cwd: directory, ...withSignal(signal) });
  } catch (error) {
    const detail = (error as { readonly stderr?: string }).stderr?.trim() ?? String(error);
    throw new DevError('GitFailed', `git ${args[0] ?? ''} failed in ${directory}: ${detail}`, {
      cause: error,
    });
  }
}

function withSignal(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
