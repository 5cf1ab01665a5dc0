import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Endpoint } from './endpoint.ts';

interface Entry {
  readonly digest: Buffer;
  readonly endpoint: Endpoint;
}

/**
 * Which token opens which endpoint. A look-up takes the same time whether or not, and where, the
 * token differs: tokens are compared as digests under a key that only this table knows.
 */
export class TokenTable {
  readonly #key = randomBytes(32);
  #entries: readonly Entry[] = [];

  /** Replaces the whole table. @param tokens endpoint id → token; endpoints without one are closed */
  replace(endpoints: readonly Endpoint[], tokens: ReadonlyMap<string, string>): void {
    this.#entries = endpoints.flatMap((endpoint) => {
      const token = tokens.get(endpoint.id);
      return token === undefined ? [] : [{ digest: this.#digest(token), endpoint }];
    });
  }

  /** The endpoint that a token opens; `undefined` when it opens none. */
  find(token: string): Endpoint | undefined {
    const digest = this.#digest(token);
    let found: Endpoint | undefined;
    for (const entry of this.#entries) {
      if (timingSafeEqual(entry.digest, digest)) found = entry.endpoint;
    }
    return found;
  }

  /** How many endpoints are open. */
  get size(): number {
    return this.#entries.length;
  }

  #digest(token: string): Buffer {
    return createHmac('sha256', this.#key).update(token).digest();
  }
}
