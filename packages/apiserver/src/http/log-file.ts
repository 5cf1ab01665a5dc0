import { open } from 'node:fs/promises';

/** The last of a log file that is ever looked at. */
const largestTail = 4 * 1024 * 1024;
const pollMilliseconds = 300;
const newline = 0x0a;

/** A piece of a log: whole lines, and where in the file they end. */
export interface LogPiece {
  readonly lines: readonly string[];
  readonly end: number;
}

/**
 * Reads whole lines of a file from a place on; a last line without an end is left for later. A file that
 * is not there has none. A file that has become shorter was begun anew, and is read from its start.
 * @param from where to begin; absent: at the last 4 MiB
 */
export async function readLines(path: string, from?: number): Promise<LogPiece> {
  let file;
  try {
    file = await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], end: 0 };
    throw error;
  }
  try {
    const { size } = await file.stat();
    const begin = from === undefined || from > size ? 0 : from;
    const start = Math.max(begin, size - largestTail);
    const bytes = Buffer.alloc(size - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    const read = bytes.subarray(0, bytesRead);
    // In the middle of the file the first line may be cut.
    const first = start > begin ? read.indexOf(newline) + 1 : 0;
    const last = read.lastIndexOf(newline) + 1;
    if (last <= first) return { lines: [], end: start + first };
    const lines = read.toString('utf8', first, last - 1).split('\n');
    return { lines, end: start + last };
  } finally {
    await file.close();
  }
}

/** The lines that are added to a file from a place on, until the signal. */
export async function* followLines(
  path: string,
  from: number,
  signal: AbortSignal,
): AsyncIterable<readonly string[]> {
  let at = from;
  while (!signal.aborted) {
    const { lines, end } = await readLines(path, at);
    at = end;
    if (lines.length > 0) yield lines;
    else await pause(signal);
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, pollMilliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** The time that a line of structured log names in its `ts`; undefined if it has none. */
export function timeOf(line: string): string | undefined {
  return /"ts":\s*"(?<time>[^"]{1,40})"/.exec(line)?.groups?.['time'];
}
