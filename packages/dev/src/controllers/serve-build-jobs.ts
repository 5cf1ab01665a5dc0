import { buildJobs } from '@fluxts/kustomize-controller';
import { serveJobs } from '@fluxts/runtime';

/** Called once by the entry module of the worker threads: does what would stall the main loop. */
export function serveBuildJobs(): void {
  serveJobs(buildJobs());
}
