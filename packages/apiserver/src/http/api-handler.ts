import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorMessage } from '@fluxts/base';
import { ApiError, badRequest } from '../api-error.ts';
import type { ServerLogger } from '../api-server.ts';
import type { Authenticator } from '../auth/authenticate.ts';
import { forbiddenRequest } from '../auth/forbidden-request.ts';
import { impersonate } from '../auth/impersonate.ts';
import type { NonResourceAttributes, ResourceAttributes } from '../rbac/rules.ts';
import { negotiate } from '../represent/negotiate.ts';
import type { UserInfo } from '../user.ts';
import type { ApiRequest } from './api-request.ts';
import { handlePath, type PathContext } from './handle-paths.ts';
import { methodNotAllowed, nowhere, tooMany } from './refusals.ts';
import { jsonReply, type Reply, sendReply, textReply, toYaml } from './reply.ts';
import { type PathAddress, readAddress, type ResourceAddress } from './request-info.ts';
import { RequestMetrics } from './request-metrics.ts';
import { type ResourceContext, routeResource } from './route-resource.ts';

/** Everything that answering requests takes. */
export interface HandlerContext extends PathContext, ResourceContext {
  readonly authenticator: Authenticator;
  readonly logger?: ServerLogger | undefined;
}

/** One request on its way to an answer, and what becomes known of it. */
interface Exchange {
  readonly http: IncomingMessage;
  readonly response: ServerResponse;
  readonly warnings: string[];
  query?: URLSearchParams;
  /** Set once it is known that what the address names is served. */
  served?: ResourceAddress;
}

/** Requests answered at the same time; more are told to come back later. */
const mostUnderWay = 1000;
const prometheusText = 'text/plain; version=0.0.4; charset=utf-8';

/** Answers HTTP requests: who is it, may he, what is it, do it, in this order. */
export class ApiRequestHandler {
  readonly #context: HandlerContext;
  readonly #metrics = new RequestMetrics();
  /** Requests being answered; open watches are not among them. */
  #underWay = 0;

  constructor(context: HandlerContext) {
    this.#context = context;
  }

  /** Never rejects: what goes wrong is answered, or ends the connection when it is too late for that. */
  async handle(http: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange: Exchange = { http, response, warnings: [] };
    const began = performance.now();
    this.#underWay++;
    try {
      if (this.#underWay > mostUnderWay) throw tooMany();
      const reply = await this.#answer(exchange);
      if (reply !== 'streamed') await sendReply(http, response, reply, exchange.warnings);
    } catch (error) {
      await this.#refuse(exchange, error);
    } finally {
      this.#underWay--;
      const seconds = (performance.now() - began) / 1000;
      const { served, query } = exchange;
      this.#metrics.count(served, http.method ?? '', query, response.statusCode, seconds);
    }
  }

  async #refuse({ http, response, warnings }: Exchange, error: unknown): Promise<void> {
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

  async #answer(exchange: Exchange): Promise<Reply | 'streamed'> {
    const { http } = exchange;
    const { authenticator, authorizer } = this.#context;
    const caller = await authenticator.authenticate(http);
    const user = impersonate(caller, http.headers, http.rawHeaders, authorizer);
    const url = readUrl(http.url ?? '/');
    const address = url === undefined ? undefined : readAddress(http.method ?? 'GET', url);
    if (url === undefined || address === undefined) throw badRequest('the address cannot be read');
    if (address.kind === 'path') return this.#answerPath(user, address, http);
    exchange.query = url.searchParams;
    return this.#answerResource(user, address, url.searchParams, exchange);
  }

  #answerPath(user: UserInfo, address: PathAddress, http: IncomingMessage): Reply {
    this.#authorize(user, { verb: address.verb, path: address.path });
    if (address.verb !== 'get' && address.verb !== 'head') throw methodNotAllowed();
    if (address.path === '/metrics') return this.#metricsReply();
    const { accept } = http.headers;
    const ifNoneMatch = http.headers['if-none-match'];
    const reply = handlePath(this.#context, address.path, { accept, ifNoneMatch });
    if (reply === undefined) throw nowhere();
    return reply;
  }

  #metricsReply(): Reply {
    const { environment, hub } = this.#context;
    const text = this.#metrics.render({
      apiserver_current_inflight_requests: this.#underWay,
      apiserver_longrunning_requests: hub.size,
      fluxts_apiserver_revision: environment.objects.revision,
    });
    return { ...textReply(200, text), contentType: prometheusText };
  }

  async #answerResource(
    user: UserInfo,
    address: ResourceAddress,
    query: URLSearchParams,
    exchange: Exchange,
  ): Promise<Reply | 'streamed'> {
    const { http, response, warnings } = exchange;
    const attributes = attributesOf(address, query);
    this.#authorize(user, attributes);
    const { registry, now } = this.#context.environment;
    const info = registry.find(address.group, address.version, address.plural);
    if (info === undefined) throw nowhere();
    exchange.served = address;
    if (info.deprecationWarning !== undefined) warnings.push(info.deprecationWarning);
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
      warnings,
      warn: (message) => {
        if (!warnings.includes(message)) warnings.push(message);
      },
      authorize: (verb) => this.#authorize(user, { ...attributes, verb }),
    };
    const reply = await routeResource(this.#context, info, address)(request);
    return reply !== 'streamed' && negotiated.format === 'yaml' ? toYaml(reply) : reply;
  }

  #authorize(user: UserInfo, attributes: NonResourceAttributes | ResourceAttributes): void {
    const { allowed, reason } = this.#context.authorizer.authorize(user, attributes);
    if (!allowed) throw forbiddenRequest(user, attributes, reason);
  }
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

/** What acts on a collection, of which a field selector can choose one name. */
const ofCollections: ReadonlySet<string> = new Set(['deletecollection', 'list', 'watch']);

/**
 * What is asked of RBAC. A list, a watch or a deletion of one name is a request for that name; nothing else
 * selects, so that a create stays one of any name whatever its query says.
 */
function attributesOf(address: ResourceAddress, query: URLSearchParams): ResourceAttributes {
  const { verb, group, plural, namespace, subresource } = address;
  const name = address.name ?? (ofCollections.has(verb) ? selectedName(query) : undefined);
  return {
    verb,
    group,
    resource: plural,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

function selectedName(query: URLSearchParams): string | undefined {
  const selector = query.get('fieldSelector') ?? '';
  return /^metadata\.name=(?<name>[^,!=]+)$/.exec(selector)?.groups?.['name'];
}
