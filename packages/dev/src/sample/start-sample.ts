import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGitServer, type GitServer } from '@fluxts/git';
import type { KubeClient } from '@fluxts/kube-client';
import type { SampleRepository } from '../dev-system.ts';
import type { NewestCommits } from '../status/readiness.ts';
import { applySampleObjects, samplePath } from './sample-objects.ts';
import { makeSampleRepository, setSampleRemote } from './sample-repository.ts';

const run = promisify(execFile);

/** The user that the sample repository is opened with. */
const username = 'flux';

/** What {@link startSample} takes. */
export interface SampleSettings {
  /** The folder with `gitops/` and `tenant1.yaml`. */
  readonly example: string;
  /** Where the working folder lies, or shall lie. */
  readonly directory: string;
  /** The port used before; 0 for any. */
  readonly port: number;
  readonly password: string;
}

/** The sample repository behind its server. */
export interface RunningSample {
  readonly repository: SampleRepository;
  readonly port: number;
  /** Applies the objects that synchronise it. */
  apply(client: KubeClient, signal?: AbortSignal): Promise<void>;
  /** The commit that its branch `main` has now. */
  newest(): Promise<NewestCommits>;
  close(): Promise<void>;
}

/** Makes the sample repository unless it is there, and serves it at the path that its GitRepository names. */
export async function startSample(
  settings: SampleSettings,
  signal?: AbortSignal,
): Promise<RunningSample> {
  const objects = join(settings.example, 'tenant1.yaml');
  const path = await samplePath(objects);
  await makeSampleRepository(join(settings.example, 'gitops'), settings.directory, signal);
  const server = createGitServer({
    repository: (asked) =>
      asked === path
        ? {
            directory: settings.directory,
            allowPush: true,
            basic: { username, password: settings.password },
          }
        : undefined,
  });
  const baseUrl = await listen(server, settings.port);
  const url = `${baseUrl}${path}`;
  await setSampleRemote(settings.directory, url, signal);
  return {
    repository: { url, directory: settings.directory },
    port: Number(new URL(baseUrl).port),
    apply: async (client, applySignal) => {
      const access = { baseUrl, username, password: settings.password };
      await applySampleObjects(client, objects, access, applySignal);
    },
    newest: async () => {
      const { stdout } = await run('git', ['rev-parse', '--verify', 'refs/heads/main'], {
        cwd: settings.directory,
      });
      return new Map([[url, stdout.trim()]]);
    },
    close: () => server.close(),
  };
}

/** The port of the last run keeps the URL, so that what was applied then still holds. */
async function listen(server: GitServer, port: number): Promise<string> {
  try {
    return await server.listen(port, '127.0.0.1');
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return server.listen(0, '127.0.0.1');
  }
}
