import type { KubeClient } from '@fluxts/kube-client';
import { type Clock, createCaches, type Logger, type RunningCaches } from '@fluxts/runtime';
import { LRUCache } from 'lru-cache';

const maxClusters = 200;

/** A cluster that an object of a tenant leads to. */
export interface RemoteCluster {
  /** Changes when what it was read from does. */
  readonly id: string;
  readonly client: KubeClient;
  readonly caches: RunningCaches;
}

/** How to reach a cluster, as an object says it. */
export interface ClusterAccess {
  /** Names the object, and the part of it that was read. */
  readonly name: string;
  /** The version of the object. */
  readonly version: string;
  /** Makes a client; called once per version. */
  readonly connect: () => KubeClient;
}

/** Connections to other clusters, one for each object that leads to one and each version of it. */
export class RemoteClusters {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #clusters = new LRUCache<string, RemoteCluster>({
    max: maxClusters,
    dispose: ({ client, caches }) => {
      void caches.stop().finally(() => client.close());
    },
  });

  constructor({ clock, log }: { readonly clock: Clock; readonly log: Logger }) {
    this.#clock = clock;
    this.#log = log;
  }

  /** The cluster of an object; opened when it is not yet, or not in this version. */
  obtain({ name, version, connect }: ClusterAccess): RemoteCluster {
    const id = `${name}@${version}`;
    const known = this.#clusters.get(name);
    if (known?.id === id) return known;
    const client = connect();
    const caches = createCaches({ client, clock: this.#clock, log: this.#log });
    caches.start();
    const cluster = { id, client, caches };
    this.#clusters.set(name, cluster);
    return cluster;
  }

  close(): void {
    this.#clusters.clear();
  }
}
