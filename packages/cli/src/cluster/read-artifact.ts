import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ArtifactError, defaultArchiveLimits, extractArchive, parseDigest } from '@fluxts/artifact';
import { diskFileSystem, errorMessage } from '@fluxts/base';
import { type ReadArtifact, type Seen, seen, unseen } from '@fluxts/explain';
import type { GitRepositoryObject } from '@fluxts/flux-api';
import {
  KubeApiError,
  type KubeClient,
  KubeClientError,
  serviceProxyPath,
} from '@fluxts/kube-client';

/** The largest artifact that is downloaded to look into it. */
const maxArtifactBytes = 256 * 1024 * 1024;

/** Reads artifacts of a cluster until it is closed. */
export interface ArtifactReader {
  read(source: GitRepositoryObject): Promise<Seen<ReadArtifact>>;
  /** Removes what was unpacked. */
  close(): Promise<void>;
}

/**
 * Reads artifacts through the API server's proxy to the Service that serves them, as a user cannot reach
 * it otherwise. They are verified, and unpacked in folders that live as long as the reader.
 * @param systemNamespace where source-controller runs, for artifact URLs that do not say so
 */
export function createArtifactReader(
  client: KubeClient,
  systemNamespace: string,
  signal: AbortSignal,
): ArtifactReader {
  const folders: string[] = [];
  return {
    async read(source) {
      const artifact = source.status?.artifact;
      if (artifact === undefined) return unseen('the source has none yet');
      try {
        const { body } = await client.request({
          path: proxyPath(artifact.url, systemNamespace),
          maxBytes: maxArtifactBytes,
          signal,
        });
        const directory = await mkdtemp(join(tmpdir(), 'flux-artifact-'));
        folders.push(directory);
        await extractArchive({
          source: Readable.from([body]),
          digest: parseDigest(artifact.digest),
          directory,
          limits: defaultArchiveLimits,
          signal,
        });
        return seen({ revision: artifact.revision, fs: diskFileSystem(directory) });
      } catch (error) {
        if (isExpected(error)) return unseen(errorMessage(error));
        throw error;
      }
    },
    async close() {
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

/** `http://source-controller.flux-system.svc…/path` names Service and namespace in its host. */
function proxyPath(url: string, systemNamespace: string): string {
  const { hostname, port, pathname } = new URL(url);
  const service = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.|$)/.exec(hostname);
  return serviceProxyPath(
    service === null
      ? { name: 'source-controller', namespace: systemNamespace, port: 80 }
      : {
          name: service[1] as string,
          namespace: service[2] as string,
          port: port === '' ? 80 : Number(port),
        },
    pathname,
  );
}

/** What a user may well meet: no permission, no Service, an artifact that was just replaced. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof KubeApiError ||
    error instanceof ArtifactError ||
    (error instanceof KubeClientError && error.code !== 'Aborted')
  );
}
