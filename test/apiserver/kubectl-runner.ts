import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type ApiServer, type ApiServerOptions, startApiServer } from '@fluxts/apiserver';

/** What a command printed, and how it ended. */
export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A server, and a real kubectl that talks to it with nothing of this machine's settings. */
export interface Cluster {
  readonly server: ApiServer;
  /** Runs kubectl to its end. @param input what it reads from standard input */
  run(args: readonly string[], input?: string): Promise<Output>;
  /** Runs kubectl and gives its lines as they come. */
  follow(args: readonly string[]): Followed;
  close(): Promise<void>;
}

/** A command that runs on. */
export interface Followed {
  next(): Promise<string | undefined>;
  stop(): void;
}

const patience = 30_000;

export async function startCluster(
  program: string,
  options: ApiServerOptions = {},
): Promise<Cluster> {
  const home = mkdtempSync(join(tmpdir(), 'fluxts-kubectl-'));
  const kubeconfigPath = join(home, 'kubeconfig');
  const server = await startApiServer({ workloadDelayMs: 20, ...options, kubeconfigPath });
  const env = { HOME: home, KUBECONFIG: kubeconfigPath, PATH: '' };
  return {
    server,
    run: (args, input) =>
      new Promise((resolve) => {
        const child = execFile(
          program,
          [...args],
          { env, timeout: patience, maxBuffer: 1 << 24 },
          (error, stdout, stderr) => {
            const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
            resolve({ code, stdout, stderr });
          },
        );
        child.stdin?.end(input ?? '');
      }),
    follow: (args) => {
      const child = spawn(program, [...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      return {
        next: async () => {
          const line = await lines.next();
          return line.done === true ? undefined : line.value;
        },
        stop: () => child.kill(),
      };
    },
    close: async () => {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
