import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { GitError } from '../error.ts';
import type { Semaphore } from './semaphore.ts';

/** A process to run. */
export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin?: string;
  readonly signal: AbortSignal;
  /** The most that is taken from standard output. */
  readonly maxStdout: number;
}

/** How it ended. */
export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** The last part of standard error. */
  readonly stderr: string;
}

/** A process whose output is read as it comes. */
export interface RunningProcess {
  readonly stdout: Readable;
  /** Resolves when it has ended, however. */
  readonly exit: Promise<{ readonly exitCode: number; readonly stderr: string }>;
  /** Ends it and all that it started. */
  kill(): void;
}

const maxStderr = 16 * 1024;

/** Runs processes a bounded number at a time, and can end them all. */
export class ProcessRunner {
  readonly #places: Semaphore;
  readonly #running = new Set<RunningProcess>();

  constructor(places: Semaphore) {
    this.#places = places;
  }

  /** Runs a process to its end. @throws GitError `TooLarge`; the signal's reason */
  async run(spec: ProcessSpec): Promise<ProcessResult> {
    return this.stream(spec, async (child) => {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > spec.maxStdout) {
          throw new GitError('TooLarge', `git printed more than ${spec.maxStdout} bytes`);
        }
        chunks.push(chunk);
      }
      const { exitCode, stderr } = await child.exit;
      spec.signal.throwIfAborted();
      return { exitCode, stdout: Buffer.concat(chunks, length), stderr };
    });
  }

  /** Runs a process while `use` reads its output; it is ended when `use` returns. */
  async stream<T>(spec: ProcessSpec, use: (child: RunningProcess) => Promise<T>): Promise<T> {
    return this.#places.run(spec.signal, async () => {
      const child = this.#start(spec);
      try {
        return await use(child);
      } finally {
        child.kill();
        await child.exit;
      }
    });
  }

  /** Ends all processes and waits until they are gone. */
  async close(): Promise<void> {
    const running = [...this.#running];
    for (const child of running) child.kill();
    await Promise.all(running.map((child) => child.exit));
  }

  #start(spec: ProcessSpec): RunningProcess {
    spec.signal.throwIfAborted();
    const child = spawn(spec.command, [...spec.args], {
      cwd: spec.cwd,
      env: { ...spec.env },
      // A process group of its own, so that what git starts (ssh, transports) ends with it.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const kill = (): void => killGroup(child);
    spec.signal.addEventListener('abort', kill, { once: true });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-maxStderr);
    });
    // A process that ends before it has read its input breaks the pipe; its exit code tells more.
    child.stdin.on('error', () => undefined);
    child.stdin.end(spec.stdin ?? '');
    let missing: Error | undefined;
    child.on('error', (error) => (missing = error));
    const exit = new Promise<{ exitCode: number; stderr: string }>((resolve) => {
      child.once('close', (code) => {
        spec.signal.removeEventListener('abort', kill);
        this.#running.delete(running);
        resolve(
          missing === undefined
            ? { exitCode: code ?? -1, stderr }
            : { exitCode: 127, stderr: `${spec.command}: ${missing.message}` },
        );
      });
    });
    const running: RunningProcess = { stdout: child.stdout, exit, kill };
    this.#running.add(running);
    return running;
  }
}

function killGroup(child: ChildProcessByStdio<Writable, Readable, Readable>): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
  child.stdout.destroy();
}
