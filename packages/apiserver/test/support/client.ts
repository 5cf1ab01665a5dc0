import { Agent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { getString, type JsonObject } from '@fluxts/base';
import type { ClientConfig } from '../../src/index.ts';

/** What the server answered. */
export interface Answer {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
  readonly text: string;
}

/** One line of a watch. */
export interface WatchLine {
  readonly type: string;
  readonly object: JsonObject;
}

export interface RequestOptions {
  readonly body?: unknown;
  /** `application/json` unless given. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** A plain HTTPS client: what these tests look at is what goes over the wire. */
export class Client {
  readonly #config: ClientConfig;
  readonly #agent: Agent;

  constructor(config: ClientConfig, token?: string) {
    this.#config = config;
    this.#agent = new Agent({
      keepAlive: true,
      ca: config.certificateAuthority,
      ...(token === undefined ? { cert: config.clientCertificate, key: config.clientKey } : {}),
    });
    this.#token = token;
  }

  readonly #token: string | undefined;

  close(): void {
    this.#agent.destroy();
  }

  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const response = await this.#open(method, path, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const isJson =
      text !== '' &&
      response.headers['content-encoding'] === undefined &&
      response.headers['content-type']?.startsWith('application/json') === true;
    return {
      code: response.statusCode ?? 0,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as JsonObject) : {},
      text,
    };
  }

  get(path: string, headers: RequestOptions['headers'] = {}): Promise<Answer> {
    return this.request('GET', path, { headers });
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.request('POST', path, { body });
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.request('PUT', path, { body });
  }

  delete(path: string, body?: unknown): Promise<Answer> {
    return this.request('DELETE', path, { body });
  }

  /** Applies on the server, as the field manager `test` unless the path says otherwise. */
  apply(path: string, body: unknown, query = 'fieldManager=test'): Promise<Answer> {
    return this.request('PATCH', `${path}?${query}`, {
      body,
      type: 'application/apply-patch+yaml',
    });
  }

  merge(path: string, body: unknown): Promise<Answer> {
    return this.request('PATCH', path, { body, type: 'application/merge-patch+json' });
  }

  /** Opens a watch. Lines are read one by one, so that a test awaits what it expects. */
  async watch(path: string, headers: RequestOptions['headers'] = {}): Promise<Watch> {
    const response = await this.#open('GET', path, { headers });
    return new Watch(response);
  }

  #open(method: string, path: string, options: RequestOptions): Promise<IncomingMessage> {
    const { body, type = 'application/json', headers = {} } = options;
    const content =
      body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
        ? body
        : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = httpsRequest(
        `${this.#config.server}${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            accept: 'application/json',
            'user-agent': 'test/1.0',
            ...(content === undefined
              ? {}
              : { 'content-type': type, 'content-length': String(Buffer.byteLength(content)) }),
            ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
            ...headers,
          },
        },
        resolve,
      );
      request.on('error', reject);
      request.end(content);
    });
  }
}

/** An open watch. */
export class Watch {
  readonly code: number;
  readonly response: IncomingMessage;
  readonly #lines: AsyncIterator<string>;

  constructor(response: IncomingMessage) {
    this.code = response.statusCode ?? 0;
    this.response = response;
    this.#lines = createInterface({ input: response })[Symbol.asyncIterator]();
  }

  /** The next event; undefined at the end. */
  async next(): Promise<WatchLine | undefined> {
    const line = await this.#lines.next();
    return line.done === true ? undefined : (JSON.parse(line.value) as WatchLine);
  }

  /** The next events as `TYPE name`. */
  async take(count: number): Promise<string[]> {
    const seen: string[] = [];
    while (seen.length < count) {
      const event = await this.next();
      if (event === undefined) break;
      seen.push(`${event.type} ${getString(event.object, 'metadata', 'name') ?? ''}`);
    }
    return seen;
  }

  close(): void {
    this.response.destroy();
  }
}
