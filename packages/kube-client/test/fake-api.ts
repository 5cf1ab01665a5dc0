import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the fake server got it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (seen: Seen, response: ServerResponse) => void;

/** An HTTP server that answers as a test tells it to, and keeps what it was asked. */
export class FakeApi {
  readonly seen: Seen[] = [];
  readonly #server: Server;
  #answer: Answer;

  private constructor(server: Server, answer: Answer) {
    this.#server = server;
    this.#answer = answer;
  }

  static async start(answer: Answer): Promise<FakeApi> {
    const server = createServer();
    const api = new FakeApi(server, answer);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://fake');
        const seen: Seen = {
          method: request.method ?? '',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        };
        api.seen.push(seen);
        api.#answer(seen, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests but those for discovery. */
  get calls(): Seen[] {
    const discovery = /^\/api(\/[^/]+)?$|^\/apis(\/[^/]+){0,2}$/;
    return this.seen.filter((seen) => !discovery.test(seen.path));
  }

  answerWith(answer: Answer): void {
    this.#answer = answer;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** Answers with a Status. */
export function failure(
  response: ServerResponse,
  code: number,
  reason: string,
  message: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): void {
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
  json(response, { ...status, ...more }, code, headers);
}

/** The discovery document of the core group. */
export const coreResources = {
  kind: 'APIResourceList',
  groupVersion: 'v1',
  resources: [
    {
      name: 'configmaps',
      singularName: 'configmap',
      namespaced: true,
      kind: 'ConfigMap',
      verbs: ['get', 'list'],
      shortNames: ['cm'],
    },
    {
      name: 'namespaces',
      singularName: 'namespace',
      namespaced: false,
      kind: 'Namespace',
      verbs: ['get'],
    },
    {
      name: 'namespaces/status',
      singularName: '',
      namespaced: false,
      kind: 'Namespace',
      verbs: ['get'],
    },
  ],
};

/** Answers discovery of the core group, and leaves the rest to `answer`. */
export function withCore(answer: Answer): Answer {
  return (seen, response) => {
    if (seen.path === '/api/v1') json(response, coreResources);
    else answer(seen, response);
  };
}
