import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store.ts';

/**
 * Takes a folder for this process. The lock outlives a killed process as a file, and is taken over when
 * that process is gone.
 * @returns what gives the folder back
 * @throws StoreError `Locked`
 */
export function takeFolder(folder: string): () => void {
  const lock = join(folder, 'lock');
  const mine = JSON.stringify({ pid: process.pid, started: statOf(process.pid)[1] });
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    if (!tryLink(draft, lock)) {
      const holder = readLock(lock);
      if (holder !== undefined && isRunning(holder)) {
        throw new StoreError('Locked', `${folder} is in use by process ${holder.pid}`, {
          retry: 'never',
        });
      }
      rmSync(lock, { force: true });
      if (!tryLink(draft, lock)) {
        throw new StoreError('Locked', `${folder} was taken by another process just now`);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

interface Holder {
  readonly pid: number;
  /** Tells a process from an earlier one with its number; `undefined` where the system does not say. */
  readonly started: string | undefined;
}

/** A link comes into being with its content, or not at all. */
function tryLink(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readLock(lock: string): Holder | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(lock, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const [state, started] = statOf(holder.pid);
  // A process that was killed but not yet waited for holds nothing any more.
  if (state === 'Z' || state === 'X') return false;
  return started === undefined || holder.started === undefined || started === holder.started;
}

/** The state of a process, and when it began, in the kernel's ticks since boot; where Linux says so. */
function statOf(pid: number): [state?: string | undefined, started?: string | undefined] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold anything; the fields behind it do not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [fields[0], fields[19]];
  } catch {
    return [];
  }
}
