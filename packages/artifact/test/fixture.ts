import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact } from '@fluxts/flux-api';
import {
  type ArtifactOwner,
  type ArtifactStore,
  type ArtifactStoreOptions,
  createArtifactStore,
} from '@fluxts/artifact';

export const owner: ArtifactOwner = { kind: 'GitRepository', namespace: 'apps', name: 'podinfo' };

/** A temporary directory that goes away with the test. */
export class Scratch {
  readonly root: string = mkdtempSync(join(tmpdir(), 'fluxts-artifact-'));
  readonly #servers: Server[] = [];

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  /** Serves on loopback; gives `host:port`. */
  async serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  store(options: Partial<ArtifactStoreOptions> = {}): Promise<ArtifactStore> {
    return createArtifactStore({
      root: this.path('store'),
      advertisedAddress: () => 'source-controller.flux-system.svc.cluster.local.',
      now: () => 1_700_000_000_000,
      ...options,
    });
  }

  close(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Stores files given as texts; `!` after a name makes it executable. */
export function write(
  store: ArtifactStore,
  files: Readonly<Record<string, string>>,
  options: {
    readonly file?: string;
    readonly owner?: ArtifactOwner;
    readonly revision?: string;
  } = {},
): Promise<Artifact> {
  return store.write(
    { owner, file: 'abc.tar.gz', revision: 'main@sha1:abc', ...options },
    async (archive) => {
      for (const [name, content] of Object.entries(files)) {
        const bytes = Buffer.from(content);
        await archive.add(
          { path: name.replace(/!$/, ''), executable: name.endsWith('!'), size: bytes.length },
          bytes,
        );
      }
    },
  );
}
