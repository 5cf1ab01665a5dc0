import { startApiServer } from '@fluxts/apiserver';
import { expect, test } from 'vitest';
import { officialClient } from '../support/tools.ts';

interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

/** What these tests use of `@kubernetes/client-node`. */
interface OfficialClient {
  readonly KubeConfig: new () => {
    loadFromString(text: string): void;
    makeApiClient<T>(api: new (...args: never[]) => T): T;
  };
  readonly CoreV1Api: new (...args: never[]) => {
    listNamespacedConfigMap(request: { namespace: string }): Promise<{ items: KubernetesObject[] }>;
    createNamespacedConfigMap(request: {
      namespace: string;
      body: KubernetesObject;
    }): Promise<KubernetesObject>;
    readNamespacedConfigMap(request: { namespace: string; name: string }): Promise<unknown>;
  };
  readonly KubernetesObjectApi: {
    makeApiClient(config: unknown): {
      patch(
        spec: KubernetesObject,
        pretty: undefined,
        dryRun: undefined,
        fieldManager: string,
        force: boolean,
        strategy: string,
      ): Promise<KubernetesObject>;
      delete(spec: KubernetesObject): Promise<{ status?: string }>;
    };
  };
  readonly Watch: new (config: unknown) => {
    watch(
      path: string,
      query: Readonly<Record<string, unknown>>,
      onEvent: (type: string, object: KubernetesObject) => void,
      onEnd: (error: unknown) => void,
    ): Promise<AbortController>;
  };
  readonly PatchStrategy: { readonly ServerSideApply: string };
  readonly ApiException: new (...args: never[]) => Error & { readonly code: number };
}

const client = officialClient<OfficialClient>();

if (client.found === undefined) {
  test.skip(`the official client: ${client.missing}`, () => {});
} else {
  const { KubeConfig, CoreV1Api, KubernetesObjectApi, Watch, PatchStrategy, ApiException } =
    client.found;

  test('the official client creates, reads, watches, applies and deletes', async () => {
    const server = await startApiServer({ simulateWorkloads: false });
    try {
      const config = new KubeConfig();
      config.loadFromString(server.kubeconfig);
      const core = config.makeApiClient(CoreV1Api);

      const seen: string[] = [];
      let arrived: () => void = () => {};
      const watch = await new Watch(config).watch(
        '/api/v1/namespaces/default/configmaps',
        { fieldSelector: 'metadata.name=mine' },
        (type, object) => {
          seen.push(`${type} ${JSON.stringify(object.data)}`);
          arrived();
        },
        () => {},
      );
      const event = async (count: number): Promise<void> => {
        while (seen.length < count) {
          await new Promise<void>((resolve) => {
            arrived = resolve;
          });
        }
      };

      const body = { metadata: { name: 'mine' }, data: { a: '1' } };
      const created = await core.createNamespacedConfigMap({ namespace: 'default', body });
      expect(created.metadata?.['uid']).toBeTruthy();
      await event(1);

      const objects = KubernetesObjectApi.makeApiClient(config);
      const wanted = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'mine', namespace: 'default' },
        data: { b: '2' },
      };
      const { ServerSideApply } = PatchStrategy;
      const applied = await objects.patch(
        wanted,
        undefined,
        undefined,
        'me',
        true,
        ServerSideApply,
      );
      expect(applied.data).toEqual({ a: '1', b: '2' });
      await event(2);

      const { items } = await core.listNamespacedConfigMap({ namespace: 'default' });
      expect(items.map((item) => item.metadata?.['name'])).toContain('mine');
      await objects.delete(wanted);
      await event(3);
      watch.abort();
      expect(seen).toEqual([
        'ADDED {"a":"1"}',
        'MODIFIED {"a":"1","b":"2"}',
        'DELETED {"a":"1","b":"2"}',
      ]);

      const missing = core.readNamespacedConfigMap({ namespace: 'default', name: 'mine' });
      await expect(missing).rejects.toBeInstanceOf(ApiException);
      await expect(missing).rejects.toMatchObject({ code: 404 });
    } finally {
      await server.close();
    }
  });
}
