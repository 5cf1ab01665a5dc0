import { randomBytes } from 'node:crypto';
import { isObject, type JsonObject } from '@fluxts/base';
import { type KubeClient, KubeApiError, type KubeObject } from '@fluxts/kube-client';
import type { Endpoint } from './endpoint.ts';

/** How many random bytes a token is made of. */
const tokenBytes = 48;

/** A write that lost against another replica is tried again this many times. */
const maxAttempts = 20;

const dataKey = 'tokens.json';

/**
 * The tokens of all endpoints, in one Secret of the proxy's own namespace, which tenants cannot reach.
 * All replicas read it and write it under its resource version, so they agree on every token, and
 * tokens outlive the process. The Secrets that tenants get are made from it and never read back.
 */
export class TokenRegistry {
  readonly #client: KubeClient;
  readonly #namespace: string;
  readonly #name: string;

  constructor(client: KubeClient, namespace: string, name = 'git-auth-proxy-tokens') {
    this.#client = client;
    this.#namespace = namespace;
    this.#name = name;
  }

  /** Which object holds the tokens. */
  get secret(): { readonly namespace: string; readonly name: string } {
    return { namespace: this.#namespace, name: this.#name };
  }

  /**
   * The token of every endpoint, made and kept where there was none. With `prune` the tokens of
   * repositories that are configured no more are dropped; only a process that just read the
   * configuration should ask for it, as another replica may know a newer one.
   * @returns endpoint id → token
   */
  async ensure(
    endpoints: readonly Endpoint[],
    options: { readonly prune: boolean },
  ): Promise<Map<string, string>> {
    for (let attempt = 1; ; attempt++) {
      const secret = await this.#client.find({ apiVersion: 'v1', kind: 'Secret', ...this.secret });
      const kept = readTokens(secret);
      const wanted = new Map(options.prune ? [] : kept);
      for (const { id } of endpoints) wanted.set(id, kept.get(id) ?? newToken());
      if (sameTokens(kept, wanted)) return wanted;
      try {
        await this.#write(secret, wanted);
        return wanted;
      } catch (error) {
        if (attempt === maxAttempts || !lostRace(error)) throw error;
      }
    }
  }

  async #write(secret: KubeObject | undefined, tokens: ReadonlyMap<string, string>): Promise<void> {
    const data: JsonObject = { [dataKey]: encode(tokens) };
    if (secret === undefined) {
      await this.#client.create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: this.#name,
          namespace: this.#namespace,
          labels: { 'app.kubernetes.io/name': 'git-auth-proxy' },
        },
        type: 'Opaque',
        data,
      });
    } else {
      await this.#client.update({ ...secret, data });
    }
  }
}

function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

function encode(tokens: ReadonlyMap<string, string>): string {
  const sorted = [...tokens].sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(Object.fromEntries(sorted))).toString('base64');
}

/** Whatever is in the Secret that is a token. What is not one is as good as absent: a new one is made. */
function readTokens(secret: KubeObject | undefined): Map<string, string> {
  const tokens = new Map<string, string>();
  const data = secret?.['data'];
  const encoded = isObject(data) ? data[dataKey] : undefined;
  if (typeof encoded !== 'string') return tokens;
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    return tokens;
  }
  if (!isObject(decoded)) return tokens;
  for (const [id, token] of Object.entries(decoded)) {
    if (typeof token === 'string' && token.length >= tokenBytes) tokens.set(id, token);
  }
  return tokens;
}

function sameTokens(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([id, token]) => b.get(id) === token);
}

function lostRace(error: unknown): boolean {
  return (
    error instanceof KubeApiError &&
    (error.reason === 'Conflict' || error.reason === 'AlreadyExists')
  );
}
