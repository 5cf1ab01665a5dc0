import { randomBytes, randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { errorMessage } from '@fluxts/base';
import type { ApiServer, ApiServerOptions, ClientConfig } from './api-server.ts';
import { Authenticator } from './auth/authenticate.ts';
import type { CertificateAuthority } from './auth/certificate-authority.ts';
import { loadServerKeys } from './auth/key-store.ts';
import { ServiceAccountTokens } from './auth/service-account-tokens.ts';
import { builtinResources } from './builtin/resources.ts';
import { startControllers } from './controllers/start.ts';
import { servedVersions } from './crd/served.ts';
import { definitions } from './crd/spec.ts';
import { ApiRequestHandler } from './http/api-handler.ts';
import { Discovery } from './http/discovery.ts';
import { listen } from './http/https-server.ts';
import { formatKubeconfig, writeKubeconfig } from './kubeconfig.ts';
import { HistoryKeeper } from './maintenance.ts';
import { ObjectStore } from './objects/object-store.ts';
import { storageReader, SystemStorage } from './objects/system-storage.ts';
import { OpenApiDocuments } from './openapi/documents.ts';
import { RbacAuthorizer, rbacResources } from './rbac/authorizer.ts';
import { ResourceRegistry } from './registry.ts';
import { groupResourceName, type ResourceInfo } from './resource.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { WatchHub } from './verbs/watch-hub.ts';
import type { WriteEnvironment } from './write/write-options.ts';

const timeOfDay = (): Date => new Date();
const defaultHost = '127.0.0.1';
const defaultHistory = 20_000;
const defaultWorkloadDelay = 500;

/**
 * Starts a Kubernetes API server. Resolves once it answers requests and what a new cluster has is there.
 * @throws StoreError `Locked` when another process has the folder; what listening throws
 */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  options.signal?.throwIfAborted();
  const store = openStore(options.dataDir);
  const stop = new AbortController();
  // Every controller's watches listen to it.
  setMaxListeners(0, stop.signal);
  try {
    return await start(options, store, stop);
  } catch (error) {
    stop.abort();
    await store.close();
    throw error;
  }
}

async function start(
  options: ApiServerOptions,
  store: Store,
  stop: AbortController,
): Promise<ApiServer> {
  const { dataDir, logger, host = defaultHost, now = timeOfDay } = options;
  const folder = dataDir === undefined ? undefined : join(dataDir, 'pki');
  const { authority, tokenKey } = await loadServerKeys(folder, now());
  const tokens = await ServiceAccountTokens.create(tokenKey, now);
  const objects = new ObjectStore(store);
  const registry = new ResourceRegistry();
  const authorizer = followRoles(objects);
  serveBuiltins(registry, authorizer);
  serveDefinitions(registry, objects);

  const reader = storageReader(objects, registry);
  const environment: WriteEnvironment = {
    objects,
    registry,
    reader,
    now,
    newUid: randomUUID,
    newSuffix,
  };
  const hub = new WatchHub(objects, now);
  const controllers = await startControllers({
    storage: new SystemStorage(environment),
    registry,
    signal: stop.signal,
    simulateWorkloads: options.simulateWorkloads ?? true,
    workloadDelayMs: options.workloadDelayMs ?? defaultWorkloadDelay,
    rootCertificate: authority.pair.certificate,
    onError: (controller, error) => {
      logger?.error('a controller of the API server failed and tries again', {
        controller,
        error: errorMessage(error),
      });
    },
  });
  const handler = new ApiRequestHandler({
    environment,
    hub,
    authenticator: new Authenticator(tokens, reader),
    authorizer,
    tokens,
    discovery: new Discovery(registry),
    openApi: new OpenApiDocuments(registry),
    proxyTargets: options.proxyTargets ?? [],
    podLogs: options.podLogs ?? [],
    logger,
  });
  const listening = await listen(handler, {
    host,
    ports: portsToTry(options),
    serving: await servingCertificate(authority, host, now()),
    clientAuthority: authority.pair.certificate,
  });
  const history = new HistoryKeeper(store, options.historyRevisions ?? defaultHistory, logger);
  const url = `https://${isIP(host) === 6 ? `[${host}]` : host}:${listening.port}`;
  if (dataDir !== undefined) rememberPort(dataDir, listening.port);

  const issueClientConfig = async (
    user: string,
    groups: readonly string[],
  ): Promise<ClientConfig> => {
    const pair = await authority.issueClient(user, groups, now());
    return {
      server: url,
      certificateAuthority: authority.pair.certificate,
      clientCertificate: pair.certificate,
      clientKey: pair.key,
    };
  };
  const adminClientConfig = await issueClientConfig('kubernetes-admin', ['system:masters']);
  const kubeconfig = formatKubeconfig(adminClientConfig);
  if (options.kubeconfigPath !== undefined) writeKubeconfig(options.kubeconfigPath, kubeconfig);
  logger?.info('the API server answers', { url });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      history.stop();
      hub.close();
      stop.abort();
      await listening.close();
      await controllers.ended;
      await store.close();
    })();
    return closing;
  };
  options.signal?.addEventListener(
    'abort',
    () => {
      close().catch((error: unknown) => {
        logger?.error('the API server did not close cleanly', { error: errorMessage(error) });
      });
    },
    { once: true },
  );
  return {
    url,
    kubeconfig,
    adminClientConfig,
    issueClientConfig,
    compact: () => history.compact(),
    close,
  };
}

/** Keeps the authorizer's index in step with the stored roles: a write has taken effect when it is answered. */
function followRoles(objects: ObjectStore): RbacAuthorizer {
  const authorizer = new RbacAuthorizer();
  for (const resource of rbacResources) {
    for (const { object } of objects.list({ resource, namespace: undefined })) {
      authorizer.update({ type: 'ADDED', resource, object });
    }
  }
  objects.subscribe((events) => {
    for (const { type, resource, current } of events) {
      authorizer.update({ type, resource, object: current.object });
    }
  });
  return authorizer;
}

function serveBuiltins(registry: ResourceRegistry, authorizer: RbacAuthorizer): void {
  const byResource = new Map<string, ResourceInfo[]>();
  for (const info of builtinResources({ authorizer })) {
    const name = groupResourceName(info);
    byResource.set(name, [...(byResource.get(name) ?? []), info]);
  }
  for (const versions of byResource.values()) {
    const [first] = versions;
    if (first !== undefined) registry.set(first, versions);
  }
}

function serveDefinitions(registry: ResourceRegistry, objects: ObjectStore): void {
  for (const { object } of objects.list({ resource: definitions, namespace: undefined })) {
    const versions = servedVersions(object);
    const [first] = versions;
    if (first !== undefined) registry.set(first, versions);
  }
}

function servingCertificate(
  authority: CertificateAuthority,
  host: string,
  now: Date,
): ReturnType<CertificateAuthority['issueServing']> {
  const names = ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'];
  const addresses = ['127.0.0.1', '::1'];
  const list = isIP(host) === 0 ? names : addresses;
  if (!list.includes(host)) list.push(host);
  return authority.issueServing(names, addresses, now);
}

/** Kubernetes leaves out of made-up names what could be misread or form words. */
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

function newSuffix(): string {
  return [...randomBytes(5)].map((byte) => suffixAlphabet[byte % suffixAlphabet.length]).join('');
}

/** A kubeconfig outlives a restart when the port does. */
function portsToTry({ dataDir, port }: ApiServerOptions): readonly number[] {
  if (port !== undefined && port !== 0) return [port];
  const remembered = dataDir === undefined ? undefined : readPort(dataDir);
  return remembered === undefined ? [0] : [remembered, 0];
}

function readPort(dataDir: string): number | undefined {
  try {
    const port = Number(readFileSync(join(dataDir, 'port'), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function rememberPort(dataDir: string, port: number): void {
  writeFileSync(join(dataDir, 'port'), `${port}\n`, { mode: 0o600 });
}
