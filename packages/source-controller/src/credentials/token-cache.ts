/** A token of a token endpoint. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** How long before its end a token is not used any more. */
const marginMs = 5 * 60_000;

const maxTokens = 1000;

/** Keeps tokens as long as they are good. Callers that ask for the same one together share the request. */
export class TokenCache {
  readonly #now: () => number;
  readonly #tokens = new Map<string, Promise<AccessToken>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * @param key a digest of all that the token depends on, secrets included
   * @throws what `request` throws, which is not kept
   */
  async get(key: string, request: () => Promise<AccessToken>): Promise<string> {
    const pending = this.#tokens.get(key);
    if (pending !== undefined) {
      const known = await pending.catch(() => undefined);
      if (known !== undefined && known.expiresAt - marginMs > this.#now()) return known.token;
      // Somebody else who waited has begun a new request.
      if (this.#tokens.get(key) !== pending) return this.get(key, request);
    }
    const requested = request();
    this.#tokens.delete(key);
    this.#tokens.set(key, requested);
    for (const oldest of this.#tokens.keys()) {
      if (this.#tokens.size <= maxTokens) break;
      this.#tokens.delete(oldest);
    }
    try {
      return (await requested).token;
    } catch (error) {
      if (this.#tokens.get(key) === requested) this.#tokens.delete(key);
      throw error;
    }
  }
}
