import type { PodLogFile, ServiceProxyTarget } from '../api-server.ts';
import type { ServiceAccountTokens } from '../auth/service-account-tokens.ts';
import type { RbacAuthorizer } from '../rbac/authorizer.ts';
import { groupResourceName, type ResourceInfo } from '../resource.ts';
import type { WatchHub } from '../verbs/watch-hub.ts';
import type { WriteEnvironment } from '../write/write-options.ts';
import type { ApiHandler } from './api-request.ts';
import { handleDelete, handleDeleteCollection } from './handle-deletes.ts';
import { handlePodLog } from './handle-logs.ts';
import { handleServiceProxy } from './handle-proxy.ts';
import { handleGet, handleList, handleWatch } from './handle-reads.ts';
import { handleReview, isReview } from './handle-reviews.ts';
import { handleScale } from './handle-scale.ts';
import { handleTokenRequest } from './handle-token.ts';
import { handleCreate, handlePatch, handleUpdate } from './handle-writes.ts';
import { methodNotAllowed, nowhere, tooMany } from './refusals.ts';
import type { ResourceAddress } from './request-info.ts';

/** What requests for resources are answered from. */
export interface ResourceContext {
  readonly environment: WriteEnvironment;
  readonly hub: WatchHub;
  readonly authorizer: RbacAuthorizer;
  readonly tokens: ServiceAccountTokens;
  readonly proxyTargets: readonly ServiceProxyTarget[];
  readonly podLogs: readonly PodLogFile[];
}

/** Watches open at the same time; more are told to come back later. */
const mostWatches = 5000;

/**
 * Chooses what answers a request for a resource.
 * @throws ApiError `NotFound`, `MethodNotAllowed`, `TooManyRequests`
 */
export function routeResource(
  context: ResourceContext,
  info: ResourceInfo,
  address: ResourceAddress,
): ApiHandler {
  const { verb, subresource } = address;
  // Cluster-wide objects have no address within a namespace, and namespaced ones none without.
  const isNamespace = info.group === '' && info.plural === 'namespaces';
  if (!info.namespaced && address.namespace !== undefined && !isNamespace) throw nowhere();
  if (info.namespaced && address.namespace === undefined && address.name !== undefined) {
    throw nowhere();
  }
  if (subresource !== undefined) return routeSubresource(context, info, address, subresource);
  if (!info.verbs.includes(verb)) throw methodNotAllowed();
  if (isReview(info.group, info.plural)) {
    const { authorizer, tokens, environment } = context;
    return (request) => handleReview({ authorizer, tokens, storage: environment.reader }, request);
  }
  return routeVerb(context, address);
}

function routeVerb(context: ResourceContext, { verb, name }: ResourceAddress): ApiHandler {
  const { environment, hub } = context;
  const { objects, now } = environment;
  switch (verb) {
    case 'get':
      return (request) => Promise.resolve(handleGet(objects, request));
    case 'list':
      return (request) => handleList(objects, request);
    case 'watch':
      if (hub.size >= mostWatches) throw tooMany();
      return (request) => Promise.resolve(handleWatch(objects, hub, request, now));
    case 'create':
      if (name !== undefined) throw methodNotAllowed();
      return (request) => handleCreate(environment, request);
    case 'update':
      if (name === undefined) throw methodNotAllowed();
      return (request) => handleUpdate(environment, request);
    case 'patch':
      if (name === undefined) throw methodNotAllowed();
      return (request) => handlePatch(environment, request);
    case 'delete':
      return (request) => handleDelete(environment, request);
    case 'deletecollection':
      return (request) => handleDeleteCollection(environment, request);
    default:
      return verb satisfies never;
  }
}

function routeSubresource(
  context: ResourceContext,
  info: ResourceInfo,
  { verb, rest }: ResourceAddress,
  subresource: string,
): ApiHandler {
  const { environment, tokens, proxyTargets, podLogs } = context;
  const { objects, now, reader } = environment;
  const name = `${groupResourceName(info)}/${subresource}`;
  if (name === 'services/proxy') return (request) => handleServiceProxy(proxyTargets, request);
  if (rest !== undefined) throw nowhere();
  if (subresource === 'status' && info.hasStatus) {
    if (verb === 'get') return (request) => Promise.resolve(handleGet(objects, request));
    if (verb === 'update') return (request) => handleUpdate(environment, request);
    if (verb === 'patch') return (request) => handlePatch(environment, request);
    throw methodNotAllowed();
  }
  const { scale } = info;
  if (subresource === 'scale' && scale !== undefined) {
    if (verb !== 'get' && verb !== 'update' && verb !== 'patch') throw methodNotAllowed();
    return (request) => handleScale(environment, request, scale);
  }
  if (name === 'serviceaccounts/token' && verb === 'create') {
    return (request) => handleTokenRequest(tokens, reader, request);
  }
  if (name === 'pods/log' && verb === 'get') {
    return (request) => handlePodLog(objects, podLogs, now, request);
  }
  if (name === 'namespaces/finalize' && verb === 'update') {
    return (request) => handleUpdate(environment, request);
  }
  throw nowhere();
}
