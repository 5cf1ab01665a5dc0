import type { IncomingMessage } from 'node:http';
import type { Json } from '@fluxts/base';
import { parseJson } from '@fluxts/yaml';
import { type Credentials, impersonationHeaders } from '../auth/credentials.ts';
import type { Impersonation } from '../cluster-config.ts';
import { type KubeApiError, KubeClientError } from '../errors.ts';
import type { RequestReport } from '../options.ts';
import type { Pacer } from '../transport/pacer.ts';
import { readBody } from '../transport/read-body.ts';
import { apiErrorOf, type Asked } from '../transport/status.ts';
import { BrokenConnection } from '../transport/broken-connection.ts';
import type { Transport } from '../transport/transport.ts';
import type { WarningFilter } from '../transport/warnings.ts';

/** What all clients of one cluster share. */
export interface Shared {
  readonly transport: Transport;
  readonly pacer: Pacer | undefined;
  readonly warnings: WarningFilter | undefined;
  readonly onRequest: ((report: RequestReport) => void) | undefined;
  readonly userAgent: string;
  readonly compression: boolean;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxRetries: number;
  readonly pageSize: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A request with all that is needed to make it again. */
export interface Call extends Asked {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxBytes?: number | undefined;
  /** Whether making it twice is as good as once. */
  readonly repeatable?: boolean | undefined;
  /** The body is read as it comes: the time limit ends with the head, and nothing is compressed. */
  readonly streaming?: boolean | undefined;
}

/** Sends calls as one identity, again where that can help. */
export class Session {
  readonly shared: Shared;
  readonly #credentials: Credentials;
  readonly #impersonation: Readonly<Record<string, string | readonly string[]>>;

  constructor(shared: Shared, credentials: Credentials, impersonation?: Impersonation) {
    this.shared = shared;
    this.#credentials = credentials;
    this.#impersonation = impersonation === undefined ? {} : impersonationHeaders(impersonation);
  }

  /** The same credentials, acting as somebody else. */
  as(impersonation: Impersonation): Session {
    return new Session(this.shared, this.#credentials, impersonation);
  }

  /** The answer of a call, read as JSON. */
  async json(call: Call): Promise<Json> {
    const body = await this.bytes(call);
    try {
      return parseJson(body.toString('utf8'));
    } catch (error) {
      throw new KubeClientError(
        'ResponseInvalid',
        `the answer to ${call.verb} ${call.what} is not JSON`,
        {
          cause: error,
        },
      );
    }
  }

  /** The answer of a call, read whole. */
  async bytes(call: Call): Promise<Buffer> {
    return await this.perform(call, async (response) => await this.body(call, response));
  }

  /** The body of an answer. A connection that breaks on the way is told as such. */
  async body(call: Call, response: IncomingMessage): Promise<Buffer> {
    try {
      return await readBody(response, call.maxBytes ?? this.shared.maxResponseBytes);
    } catch (error) {
      if (error instanceof KubeClientError) throw error;
      const message = `the answer to ${call.verb} ${call.what} broke off`;
      throw new BrokenConnection(message, true, error);
    }
  }

  /**
   * Sends a call until it is answered with success, and has `consume` take the answer.
   * @throws KubeApiError, KubeClientError
   */
  async perform<T>(call: Call, consume: (response: IncomingMessage) => Promise<T>): Promise<T> {
    const { now, maxRetries } = this.shared;
    const timeoutMs = call.timeoutMs ?? this.shared.timeoutMs;
    const deadline = now() + timeoutMs;
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      let pauseMs: number;
      try {
        const response = await this.#send(call, Math.max(1, deadline - now()));
        if ((response.statusCode ?? 0) < 400) return await consume(response);
        const error = await apiErrorOf(response, call);
        if (error.status === 401 && !renewed && this.#credentials.renew()) {
          renewed = true;
          continue;
        }
        if (attempt >= maxRetries || !asksToRetry(error)) throw error;
        pauseMs = error.retryAfterMs ?? 1000;
        if (now() + pauseMs >= deadline) throw error;
      } catch (error) {
        if (!(error instanceof BrokenConnection) || attempt >= maxRetries) throw error;
        const again = error.reached && (call.repeatable === true || call.method === 'GET');
        if (!again) throw error;
        pauseMs = 100 * 2 ** attempt * (0.75 + 0.5 * this.shared.random());
        if (now() + pauseMs >= deadline) throw error;
      }
      await this.shared.sleep(pauseMs, call.signal);
    }
  }

  async #send(call: Call, timeoutMs: number): Promise<IncomingMessage> {
    const { shared } = this;
    await shared.pacer?.take(call.signal);
    const proof = await this.#credentials.current();
    const compressed = shared.compression && call.method === 'GET' && call.streaming !== true;
    const begun = shared.now();
    let status = 0;
    try {
      const response = await shared.transport.send({
        method: call.method,
        path: call.path,
        headers: {
          accept: 'application/json',
          'user-agent': shared.userAgent,
          ...(compressed ? { 'accept-encoding': 'gzip' } : {}),
          ...call.headers,
          ...proof.headers,
          ...this.#impersonation,
        },
        body: call.body,
        certificate: proof.certificate,
        signal: call.signal,
        timeoutMs,
        streaming: call.streaming,
      });
      status = response.statusCode ?? 0;
      const warning = response.headers['warning'];
      if (warning !== undefined) shared.warnings?.header(warning);
      return response;
    } finally {
      shared.onRequest?.({
        verb: call.verb,
        method: call.method,
        path: call.path.replace(/\?.*$/s, ''),
        status,
        durationMs: shared.now() - begun,
      });
    }
  }
}

function asksToRetry(error: KubeApiError): boolean {
  return error.status === 429 || (error.status >= 500 && error.retryAfterMs !== undefined);
}
