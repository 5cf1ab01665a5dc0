import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorMessage } from '@fluxts/base';
import { ApiError, badRequest } from '../api-error.ts';
import type { PodLogFile, ServerLogger, ServiceProxyTarget } from '../api-server.ts';
import type { Authenticator } from '../auth/authenticate.ts';
import { forbiddenRequest } from '../auth/forbidden-request.ts';
import { impersonate } from '../auth/impersonate.ts';
import type { RbacAuthorizer } from '../rbac/authorizer.ts';
import type { NonResourceAttributes, ResourceAttributes } from '../rbac/rules.ts';
import { negotiate } from '../represent/negotiate.ts';
import type { ResourceInfo } from '../resource.ts';
import type { UserInfo } from '../user.ts';
import type { WatchHub } from '../verbs/watch-hub.ts';
import type { WriteEnvironment } from '../write/write-options.ts';
import type { ApiHandler, ApiRequest } from './api-request.ts';
import { handleDelete, handleDeleteCollection } from './handle-deletes.ts';
import { handlePodLog } from './handle-logs.ts';
import { handlePath, type PathContext } from './handle-paths.ts';
import { handleServiceProxy } from './handle-proxy.ts';
import { handleGet, handleList, handleWatch } from './handle-reads.ts';
import { handleReview, isReview } from './handle-reviews.ts';
import { handleScale } from './handle-scale.ts';
import { handleTokenRequest } from './handle-token.ts';
import { handleCreate, handlePatch, handleUpdate } from './handle-writes.ts';
import { jsonReply, type Reply, sendReply, toYaml } from './reply.ts';
import { type PathAddress, readAddress, type ResourceAddress } from './request-info.ts';

/** Everything that answering requests takes. */
export interface HandlerContext extends PathContext {
  readonly environment: WriteEnvironment;
  readonly hub: WatchHub;
  readonly authenticator: Authenticator;
  readonly authorizer: RbacAuthorizer;
  readonly proxyTargets: readonly ServiceProxyTarget[];
  readonly podLogs: readonly PodLogFile[];
  readonly logger?: ServerLogger | undefined;
}

/** Requests answered at the same time, and watches open; more are told to come back later. */
const mostUnderWay = 1000;
const mostWatches = 5000;

const nowhere = (): ApiError =>
  new ApiError('NotFound', 'the server could not find the requested resource', {});

/** Answers HTTP requests: who is it, may he, what is it, do it, in this order. */
export class ApiRequestHandler {
  readonly #context: HandlerContext;
  /** Requests being answered; open watches are not among them. */
  #underWay = 0;

  constructor(context: HandlerContext) {
    this.#context = context;
  }

  /** Never rejects: what goes wrong is answered, or ends the connection when it is too late for that. */
  async handle(http: IncomingMessage, response: ServerResponse): Promise<void> {
    const warnings: string[] = [];
    this.#underWay++;
    try {
      if (this.#underWay > mostUnderWay) throw tooMany();
      const reply = await this.#answer(http, response, warnings);
      if (reply !== 'streamed') await sendReply(http, response, reply, warnings);
    } catch (error) {
      await this.#refuse(http, response, warnings, error);
    } finally {
      this.#underWay--;
    }
  }

  async #refuse(
    http: IncomingMessage,
    response: ServerResponse,
    warnings: readonly string[],
    error: unknown,
  ): Promise<void> {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const known = error instanceof ApiError ? error : undefined;
    if (known === undefined) {
      this.#context.logger?.error('request failed', {
        method: http.method ?? '',
        path: http.url?.split('?')[0] ?? '',
        error: error instanceof Error ? (error.stack ?? error.message) : errorMessage(error),
      });
    }
    const shown =
      known ?? new ApiError('InternalError', `Internal error occurred: ${errorMessage(error)}`, {});
    const after = shown.details?.retryAfterSeconds;
    const headers: Record<string, string> = {};
    if (after !== undefined) headers['Retry-After'] = String(after);
    // A body that was not read to its end cannot be followed by another request.
    if (!http.complete) headers['Connection'] = 'close';
    const reply = jsonReply(shown.httpCode, shown.toStatus());
    await sendReply(http, response, { ...reply, headers }, warnings).catch(() => {
      response.destroy();
    });
  }

  async #answer(
    http: IncomingMessage,
    response: ServerResponse,
    warnings: string[],
  ): Promise<Reply | 'streamed'> {
    const caller = await this.#context.authenticator.authenticate(http);
    const { authorizer } = this.#context;
    const user = impersonate(caller, http.headers, http.rawHeaders, authorizer);
    const url = readUrl(http.url ?? '/');
    const address = url === undefined ? undefined : readAddress(http.method ?? 'GET', url);
    if (url === undefined || address === undefined) throw badRequest('the address cannot be read');
    if (address.kind === 'path') return this.#answerPath(user, address, http);
    return this.#answerResource(user, address, url, http, response, warnings);
  }

  #answerPath(user: UserInfo, address: PathAddress, http: IncomingMessage): Reply {
    this.#authorize(user, { verb: address.verb, path: address.path });
    if (address.verb !== 'get' && address.verb !== 'head') throw methodNotAllowed();
    const { accept } = http.headers;
    const ifNoneMatch = http.headers['if-none-match'];
    const reply = handlePath(this.#context, address.path, { accept, ifNoneMatch });
    if (reply === undefined) throw nowhere();
    return reply;
  }

  async #answerResource(
    user: UserInfo,
    address: ResourceAddress,
    url: URL,
    http: IncomingMessage,
    response: ServerResponse,
    warnings: string[],
  ): Promise<Reply | 'streamed'> {
    const attributes = attributesOf(address, url.searchParams);
    this.#authorize(user, attributes);
    const { group, version, plural } = address;
    const info = this.#context.environment.registry.find(group, version, plural);
    if (info === undefined) throw nowhere();
    if (info.deprecationWarning !== undefined) warnings.push(info.deprecationWarning);
    const query = url.searchParams;
    const { now } = this.#context.environment;
    const negotiated = negotiate(http.headers.accept, query, now);
    const request: ApiRequest = {
      http,
      response,
      query,
      address,
      info,
      namespace: info.namespaced ? address.namespace : undefined,
      user,
      negotiated,
      warn: (message) => {
        if (!warnings.includes(message)) warnings.push(message);
      },
      authorize: (verb) => this.#authorize(user, { ...attributes, verb }),
    };
    const reply = await this.#handlerFor(info, address, warnings)(request);
    return reply !== 'streamed' && negotiated.format === 'yaml' ? toYaml(reply) : reply;
  }

  #authorize(user: UserInfo, attributes: NonResourceAttributes | ResourceAttributes): void {
    const { allowed, reason } = this.#context.authorizer.authorize(user, attributes);
    if (!allowed) throw forbiddenRequest(user, attributes, reason);
  }

  /** Chooses what answers a request. @throws ApiError `NotFound`, `MethodNotAllowed` */
  #handlerFor(info: ResourceInfo, address: ResourceAddress, warnings: string[]): ApiHandler {
    const { environment, hub } = this.#context;
    const { objects } = environment;
    const { verb, subresource } = address;
    // Cluster-wide objects have no address within a namespace.
    const isNamespace = info.group === '' && info.plural === 'namespaces';
    if (!info.namespaced && address.namespace !== undefined && !isNamespace) throw nowhere();
    if (info.namespaced && address.namespace === undefined && address.name !== undefined) {
      throw nowhere();
    }
    if (subresource !== undefined) return this.#subresourceHandler(info, address, subresource);
    if (!info.verbs.includes(verb)) throw methodNotAllowed();
    if (isReview(info.group, info.plural)) {
      const { authorizer, tokens } = this.#context;
      const context = { authorizer, tokens, storage: environment.reader };
      return (request) => handleReview(context, request);
    }
    switch (verb) {
      case 'get':
        return (request) => Promise.resolve(handleGet(objects, request));
      case 'list':
        return (request) => handleList(objects, request);
      case 'watch':
        if (hub.size >= mostWatches) throw tooMany();
        return (request) =>
          Promise.resolve(handleWatch(objects, hub, request, warnings, environment.now));
      case 'create':
        if (address.name !== undefined) throw methodNotAllowed();
        return (request) => handleCreate(environment, request);
      case 'update':
        if (address.name === undefined) throw methodNotAllowed();
        return (request) => handleUpdate(environment, request);
      case 'patch':
        if (address.name === undefined) throw methodNotAllowed();
        return (request) => handlePatch(environment, request);
      case 'delete':
        return (request) => handleDelete(environment, request);
      case 'deletecollection':
        return (request) => handleDeleteCollection(environment, request);
      default:
        return verb satisfies never;
    }
  }

  #subresourceHandler(
    info: ResourceInfo,
    { verb, rest }: ResourceAddress,
    subresource: string,
  ): ApiHandler {
    const { environment, tokens, proxyTargets, podLogs } = this.#context;
    const name = `${info.plural}${info.group === '' ? '' : `.${info.group}`}/${subresource}`;
    if (name === 'services/proxy') return (request) => handleServiceProxy(proxyTargets, request);
    if (rest !== undefined) throw nowhere();
    if (subresource === 'status' && info.hasStatus) {
      if (verb === 'get')
        return (request) => Promise.resolve(handleGet(environment.objects, request));
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
      return (request) => handleTokenRequest(tokens, environment.reader, request);
    }
    if (name === 'pods/log' && verb === 'get') {
      return (request) => handlePodLog(environment.objects, podLogs, environment.now, request);
    }
    if (name === 'namespaces/finalize' && verb === 'update') {
      return (request) => handleUpdate(environment, request);
    }
    throw nowhere();
  }
}

function tooMany(): ApiError {
  return new ApiError('TooManyRequests', 'too many requests, please try again later', {
    retryAfterSeconds: 1,
  });
}

function methodNotAllowed(): ApiError {
  return new ApiError(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

function readUrl(target: string): URL | undefined {
  // The origin is only there to read a relative address by; what a client sends is a path.
  if (!target.startsWith('/')) return undefined;
  try {
    return new URL(`https://localhost${target}`);
  } catch {
    return undefined;
  }
}

/** What is asked of RBAC. A list or watch of one name is a request for that name. */
function attributesOf(address: ResourceAddress, query: URLSearchParams): ResourceAttributes {
  const { verb, group, plural, namespace, subresource } = address;
  const selected = /^metadata\.name=(?<name>[^,!=]+)$/.exec(query.get('fieldSelector') ?? '');
  const name = address.name ?? selected?.groups?.['name'];
  return {
    verb,
    group,
    resource: plural,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}
