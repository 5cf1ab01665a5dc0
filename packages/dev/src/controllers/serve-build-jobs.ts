import { join } from 'node:path';
import { threadId, workerData } from 'node:worker_threads';
import { createGit } from '@fluxts/git';
import { buildJobs, createRemoteFetcher } from '@fluxts/kustomize-controller';
import { serveJobs } from '@fluxts/runtime';

/** What the worker threads are started with. */
export interface BuildWorkerData {
  /** A folder for what remote bases are fetched into; each thread has one of its own in it. */
  readonly cacheDir: string;
}

/** Called once by the entry module of the worker threads: does what would stall the main loop. */
export function serveBuildJobs(): void {
  const { cacheDir } = workerData as BuildWorkerData;
  const fetcher = createRemoteFetcher({
    openGit: () => createGit({ cacheDir: join(cacheDir, `remote-bases-${threadId}`) }),
  });
  serveJobs(buildJobs({ fetcher }));
}
