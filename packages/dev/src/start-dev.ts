import { join } from 'node:path';
import { type ArtifactStore, createArtifactStore } from '@fluxts/artifact';
import { gitRepositoryKind, kustomizationKind } from '@fluxts/flux-api';
import {
  createKubeClient,
  type KubeClient,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { createLogger } from '@fluxts/runtime';
import { startApiServerThread } from './api-server/start-thread.ts';
import { Closers } from './closers.ts';
import { startArtifactServer } from './controllers/artifact-server.ts';
import { controllerNames } from './controllers/names.ts';
import { type RunningControllers, startControllers } from './controllers/start-controllers.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import type { DevOptions, DevSystem } from './dev-system.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { minimalManifests, prepareCluster, systemNamespace } from './prepare-cluster.ts';
import { type RunningSample, startSample } from './sample/start-sample.ts';
import { readSettings, writeSettings } from './settings.ts';
import { kubectlListing } from './status/kubectl-table.ts';
import { whenReady } from './status/when-ready.ts';

/**
 * Brings the whole system up in this process: the API server in its thread, the definitions, all
 * controllers, the sample repository behind a git server. Resolves once everything runs; what git holds has
 * not been applied by then, see {@link DevSystem.whenReady}. State lies in the data folder, and a later
 * start goes on with it, also after the process was killed.
 * @throws DevError; whatever was started is ended again
 */
export async function startDev(options: DevOptions): Promise<DevSystem> {
  const closers = new Closers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.end();
    throw error;
  }
}

async function start(options: DevOptions, closers: Closers): Promise<DevSystem> {
  const { signal } = options;
  const doing = (text: string): void => options.onProgress?.({ kind: 'doing', text });
  const done = (text: string): void => options.onProgress?.({ kind: 'done', text });
  const folder = openDataFolder(options.dataDir);

  let store: ArtifactStore | undefined;
  const artifactServer = await startArtifactServer(() => store, '127.0.0.1:0');
  closers.add(() => artifactServer.close());

  doing('starting the API server');
  const names = options.controllers ?? controllerNames;
  const logs = openLogs(folder, closers);
  const server = await startApiServerThread(
    options.threads.apiServer,
    {
      dataDir: folder.cluster,
      port: options.port ?? 0,
      kubeconfigPath: folder.kubeconfig,
      proxyTargets: [
        {
          namespace: systemNamespace,
          service: 'source-controller',
          url: `http://127.0.0.1:${artifactServer.port}`,
        },
      ],
      podLogs: names.map((name) => ({
        namespace: systemNamespace,
        labelSelector: `app=${name}`,
        path: logPath(folder, name),
      })),
    },
    ({ level, message, fields }) =>
      logs('api-server').write(`${JSON.stringify({ level, msg: message, ...fields })}\n`),
  );
  closers.add(() => server.close());
  signal?.throwIfAborted();
  done(`API server at ${server.url}`);

  const client = createKubeClient(
    resolveKubeconfig(parseKubeconfig([{ text: server.kubeconfig }])),
    {
      userAgent: 'flux-dev',
    },
  );
  closers.add(() => client.close());
  doing('installing the custom resource definitions');
  await prepareCluster(client, options.manifests ?? minimalManifests(), signal);
  done('custom resource definitions installed');

  const sample = await prepareSample(options, folder, closers);
  doing('starting the controllers');
  const artifactAddress = `source-controller.${systemNamespace}.svc.cluster.local.`;
  store = await createArtifactStore({
    root: folder.artifacts,
    advertisedAddress: () => artifactAddress,
  });
  const controllers = await startControllers({
    client,
    controllers: names,
    namespace: systemNamespace,
    log: (name) => createLogger({ destination: logs(name) }),
    workerEntry: options.threads.worker,
    store,
    cacheDir: folder.cache,
    gracefulShutdownMs: 10_000,
    ...(options.source === undefined ? {} : { source: options.source }),
    kustomize: { ...options.kustomize, artifactAddress },
  });
  closers.add(() => controllers.stop());
  await controllers.whenReady(signal);
  done(`controllers running: ${names.join(', ')}`);
  if (sample !== undefined) {
    await sample.apply(client, signal);
    done(`sample repository at ${sample.repository.url}`);
  }
  return system(folder, client, server, controllers, sample, closers);
}

function logPath(folder: DataFolder, part: string): string {
  return join(folder.logs, `${part}.log`);
}

/** Opens the log of each part when it is first written to. */
function openLogs(folder: DataFolder, closers: Closers): (part: string) => LogFile {
  const open = new Map<string, LogFile>();
  closers.add(() => {
    for (const file of open.values()) file.close();
  });
  return (part) => {
    const file = open.get(part) ?? openLogFile(logPath(folder, part));
    open.set(part, file);
    return file;
  };
}

async function prepareSample(
  options: DevOptions,
  folder: DataFolder,
  closers: Closers,
): Promise<RunningSample | undefined> {
  if (options.sample === undefined) return undefined;
  const settings = readSettings(folder.settings);
  const sample = await startSample(
    {
      example: options.sample.directory,
      directory: folder.sample,
      port: settings.gitPort,
      password: settings.gitPassword,
    },
    options.signal,
  );
  closers.add(() => sample.close());
  writeSettings(folder.settings, { ...settings, gitPort: sample.port });
  return sample;
}

function system(
  folder: DataFolder,
  client: KubeClient,
  server: Awaited<ReturnType<typeof startApiServerThread>>,
  controllers: RunningControllers,
  sample: RunningSample | undefined,
  closers: Closers,
): DevSystem {
  const finished = Promise.race([server.ended, controllers.finished]);
  // Whoever is interested awaits it; a failure must not end the process before that.
  finished.catch(() => {});
  return {
    kubeconfigPath: folder.kubeconfig,
    logFolder: folder.logs,
    server: server.url,
    sample: sample?.repository,
    whenReady: ({ timeoutMs, signal }) =>
      whenReady(client, {
        timeoutMs,
        newest: async () => (await sample?.newest()) ?? new Map(),
        ...(signal === undefined ? {} : { signal }),
      }),
    listings: (signal) =>
      Promise.all(
        [gitRepositoryKind, kustomizationKind].map((kind) => kubectlListing(client, kind, signal)),
      ),
    finished,
    stop: () => closers.end(),
  };
}
