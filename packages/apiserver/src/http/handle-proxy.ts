import { request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ApiError, notFound } from '../api-error.ts';
import type { ServiceProxyTarget } from '../api-server.ts';
import type { ApiRequest } from './api-request.ts';

/** Headers that concern the connection, or the identity towards this server. */
const notForwarded = new Set([
  'authorization',
  'connection',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** How long a target may take to begin its answer. */
const patience = 30_000;

/** Answers `services/NAME:PORT/proxy/PATH` with what a target on loopback says. */
export async function handleServiceProxy(
  targets: readonly ServiceProxyTarget[],
  request: ApiRequest,
): Promise<'streamed'> {
  const { address, namespace, info } = request;
  const [, , service = '', port = ''] =
    /^(?:(https?):)?([^:]*)(?::([^:]*))?$/.exec(address.name ?? '') ?? [];
  const target = targets.find(
    (candidate) =>
      candidate.namespace === namespace &&
      candidate.service === service &&
      (candidate.port === undefined || port === '' || candidate.port === port),
  );
  if (target === undefined) {
    if (targets.some((other) => other.namespace === namespace && other.service === service)) {
      throw unavailable(`no endpoints available for service ${JSON.stringify(address.name)}`);
    }
    throw notFound(info, service);
  }
  await forward(target, request);
  return 'streamed';
}

function forward(target: ServiceProxyTarget, request: ApiRequest): Promise<void> {
  const { http, response, address, query } = request;
  const search = query.toString();
  const path = `/${address.rest ?? ''}${search === '' ? '' : `?${search}`}`;
  const headers = Object.fromEntries(
    Object.entries(http.headers).filter(
      ([name]) => !notForwarded.has(name) && !name.startsWith('impersonate-'),
    ),
  );
  return new Promise((resolve, reject) => {
    // The path is set by itself, so that nothing in it can name another host.
    const { hostname, port } = new URL(target.url);
    const outgoing = httpRequest({ hostname, port, path, method: http.method, headers });
    outgoing.setTimeout(patience, () => outgoing.destroy(new Error('no answer in time')));
    response.on('close', () => outgoing.destroy());
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response).then(resolve, () => {
        response.destroy();
        resolve();
      });
    });
    outgoing.on('error', (error) => {
      if (response.headersSent) resolve();
      else reject(unavailable(`error trying to reach service: ${error.message}`));
    });
    http.pipe(outgoing);
  });
}

function unavailable(message: string): ApiError {
  return new ApiError('ServiceUnavailable', message);
}
