import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ProxyError } from './errors.ts';

/** The largest configuration that is read, in bytes. */
const maxConfigBytes = 8 * 1024 * 1024;

/** A change that no event told of is found after this many milliseconds at most. */
const rereadInterval = 10_000;

/** Reads the configuration file. @throws ProxyError `ConfigInvalid` when it cannot be read or is too large */
export async function readConfigFile(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new ProxyError(
      'ConfigInvalid',
      `cannot read the configuration ${path}: ${(cause as Error).message}`,
      { cause },
    );
  }
  if (bytes.length > maxConfigBytes) {
    throw new ProxyError(
      'ConfigInvalid',
      `the configuration ${path} is larger than ${maxConfigBytes} bytes`,
    );
  }
  return bytes.toString('utf8');
}

/**
 * Yields whenever the file may have changed, until the signal is aborted. The folder is watched, not
 * the file: Kubernetes replaces a mounted ConfigMap or Secret by moving a link beside it.
 */
export async function* configFileChanges(path: string, signal: AbortSignal): AsyncGenerator<void> {
  let wake: () => void = () => {};
  let changed = false;
  const notice = (): void => {
    changed = true;
    wake();
  };
  const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
    if (name === null || name === basename(path) || name.startsWith('..')) notice();
  });
  // A folder that cannot be watched any more is still read again at the interval.
  watcher.on('error', () => watcher.close());
  const timer = setInterval(notice, rereadInterval);
  timer.unref();
  signal.addEventListener('abort', notice);
  try {
    for (;;) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (signal.aborted) return;
      changed = false;
      yield;
    }
  } finally {
    signal.removeEventListener('abort', notice);
    clearInterval(timer);
    watcher.close();
  }
}
