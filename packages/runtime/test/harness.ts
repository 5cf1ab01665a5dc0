import type { KubeClient } from '@fluxts/kube-client';
import {
  type CacheChange,
  createManager,
  type Manager,
  type ManagerOptions,
  silentLogger,
  type WatchCache,
} from '../src/index.ts';
import { WidgetApi } from './widget-api.ts';

export const widgetKind = { apiVersion: 'example.com/v1', kind: 'Widget' };

/** A manager on a server of its own, and what it takes to end both. */
export interface Harness {
  readonly api: WidgetApi;
  readonly client: KubeClient;
  readonly manager: Manager;
  /** Starts the manager and waits until it is ready. */
  start(): Promise<void>;
  /** Stops the manager; rejects as `run` did. */
  stop(): Promise<void>;
  end(): Promise<void>;
}

export async function harness(options: Partial<ManagerOptions> = {}): Promise<Harness> {
  const api = await WidgetApi.start();
  const client = api.client();
  const manager = createManager({
    client,
    log: silentLogger,
    name: 'widget-controller',
    random: () => 0.5,
    ...options,
  });
  const controller = new AbortController();
  let run: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    controller.abort();
    await run;
  };
  return {
    api,
    client,
    manager,
    start: async () => {
      run = manager.run(controller.signal);
      run.catch(() => undefined);
      await Promise.race([manager.whenReady(), run]);
    },
    stop,
    end: async () => {
      await stop().catch(() => undefined);
      manager.metrics.close();
      client.close();
      await api.stop();
    },
  };
}

/** Resolves with the first change that fits, from now on. */
export async function nextChange(
  cache: WatchCache,
  fits: (change: CacheChange) => boolean = () => true,
): Promise<CacheChange> {
  return await new Promise((resolve) => {
    const stop = cache.subscribe((change) => {
      if (change.initial || !fits(change)) return;
      queueMicrotask(() => stop());
      resolve(change);
    });
  });
}

/** A promise with its handle. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
