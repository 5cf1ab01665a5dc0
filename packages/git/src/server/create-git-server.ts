import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { packetLine } from '../pkt-line.ts';
import type { GitServer, GitServerOptions, ServedRepository } from './git-server.ts';
import { type GitRoute, parseGitRoute } from './route.ts';
import { type ServiceProcess, startService } from './service.ts';

/**
 * Makes a {@link GitServer}. It runs `git` on the directories that `repository` names, so these must be
 * ones that the user trusts.
 */
export function createGitServer(options: GitServerOptions): GitServer {
  return new SmartHttpServer(options);
}

class SmartHttpServer implements GitServer {
  readonly #options: GitServerOptions;
  readonly #services = new Set<ServiceProcess>();
  #server: Server | undefined;

  constructor(options: GitServerOptions) {
    this.#options = options;
  }

  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const route = parseGitRoute(request.method ?? 'GET', request.url ?? '/');
    if (route === undefined) return false;
    response.once('finish', () => {
      this.#options.onRequest?.({
        method: request.method ?? 'GET',
        repository: route.repository,
        service: route.action === 'advertise' ? 'info/refs' : route.service,
        status: response.statusCode,
      });
    });
    this.#answer(route, request, response).catch(() => response.destroy());
    return true;
  }

  async listen(port = 0, host = '127.0.0.1'): Promise<string> {
    const server = createServer((request, response) => {
      if (!this.handle(request, response)) refuse(request, response, 404, 'not found');
    });
    this.#server = server;
    server.listen(port, host);
    await once(server, 'listening');
    const address = server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  }

  async close(): Promise<void> {
    for (const service of this.#services) service.kill();
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  async #answer(
    route: GitRoute,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const repository = this.#options.repository(route.repository);
    if (repository === undefined) return refuse(request, response, 404, 'repository not found');
    if (!mayEnter(repository, request.headers.authorization)) {
      response.setHeader('www-authenticate', 'Basic realm="git", charset="UTF-8"');
      return refuse(request, response, 401, 'authentication required');
    }
    if (route.service === 'git-receive-pack' && repository.allowPush !== true) {
      return refuse(request, response, 403, 'this repository takes no pushes');
    }
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > this.#maxRequestBytes())
      return refuse(request, response, 413, 'the request is too long');
    const service = startService({
      repository: repository.directory,
      service: route.service,
      advertise: route.action === 'advertise',
      protocol: this.#options.onlyProtocolV0 === true ? undefined : protocolHeader(request),
      searchPath: this.#options.searchPath,
    });
    this.#services.add(service);
    response.once('close', () => service.kill());
    try {
      await this.#exchange(route, service, request, response);
    } finally {
      this.#services.delete(service);
    }
  }

  async #exchange(
    route: GitRoute,
    service: ServiceProcess,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const advertise = route.action === 'advertise';
    // The first bytes tell whether the directory is a repository at all.
    const first = advertise ? await firstChunk(service) : undefined;
    if (advertise && first === undefined)
      return refuse(request, response, 404, 'repository not found');
    response.writeHead(200, {
      'content-type': `application/x-${route.service}-${advertise ? 'advertisement' : 'result'}`,
      'cache-control': 'no-cache, max-age=0, must-revalidate',
    });
    if (first !== undefined) {
      service.stdin.end();
      response.write(`${packetLine(`# service=${route.service}\n`)}0000`);
      response.write(first);
      await pipeline(service.stdout, response);
      return;
    }
    await Promise.all([this.#receive(request, service.stdin), pipeline(service.stdout, response)]);
  }

  /** Hands the body to the service, unpacked; git closes its input early when it has read enough. */
  async #receive(request: IncomingMessage, stdin: Writable): Promise<void> {
    let left = this.#maxRequestBytes();
    const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        left -= chunk.length;
        if (left < 0) throw new Error('the request is too long');
        yield chunk;
      }
    };
    const packed = request.headers['content-encoding'] === 'gzip';
    try {
      await (packed
        ? pipeline(request, createGunzip(), counted, stdin)
        : pipeline(request, counted, stdin));
    } catch (error) {
      if (left < 0) throw error;
      stdin.destroy();
    }
  }

  #maxRequestBytes(): number {
    return this.#options.maxRequestBytes ?? 1024 * 1024 * 1024;
  }
}

async function firstChunk(service: ServiceProcess): Promise<Buffer | undefined> {
  for (;;) {
    const chunk = service.stdout.read() as Buffer | null;
    if (chunk !== null) return chunk;
    if (service.stdout.readableEnded || service.stdout.destroyed) return undefined;
    await Promise.race([
      once(service.stdout, 'readable'),
      once(service.stdout, 'end'),
      once(service.stdout, 'close'),
    ]);
  }
}

function protocolHeader(request: IncomingMessage): string | undefined {
  const header = request.headers['git-protocol'];
  return typeof header === 'string' && /^version=[012](?::[a-z0-9=:-]{0,64})?$/.test(header)
    ? header
    : undefined;
}

function mayEnter(repository: ServedRepository, header: string | undefined): boolean {
  const { basic } = repository;
  if (basic === undefined) return true;
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  const expected = Buffer.from(`${basic.username}:${basic.password}`, 'utf8');
  return timingSafeEqual(digest(Buffer.from(given, 'base64')), digest(expected));
}

function digest(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  why: string,
): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}
