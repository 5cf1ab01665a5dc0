import type { KubeClient } from '@fluxts/kube-client';
import {
  type Controller,
  done,
  type Logger,
  type Manager,
  type ObjectKey,
  requeueAfter,
  type Result,
  watching,
} from '@fluxts/runtime';
import type { Endpoint } from './endpoint.ts';
import type { TokenRegistry } from './token-registry.ts';
import {
  ensureTokenSecret,
  managedByLabel,
  managedByValue,
  removeTokenSecret,
  type SecretOutcome,
  type TokenSecret,
  tokenSecrets,
} from './token-secrets.ts';
import type { TokenTable } from './token-table.ts';

/** A Secret whose namespace is not there is looked at again after this, should no event tell. Milliseconds. */
const waitForNamespace = 60_000;

/** What makes a {@link TokenController}. */
export interface TokenControllerOptions {
  readonly manager: Manager;
  readonly registry: TokenRegistry;
  /** Is opened for every token as soon as it is known. */
  readonly table: TokenTable;
  /** Milliseconds that a Secret stays which this process never wanted: a replica with a newer configuration may. */
  readonly strangerGraceMs: number;
}

/**
 * Keeps the tokens and the Secrets that hold them as the configuration says: creates them, puts them
 * back when they are deleted or edited, removes them when they are configured no more, and opens the
 * proxy for a token as soon as it is known.
 */
export class TokenController {
  readonly #client: KubeClient;
  readonly #registry: TokenRegistry;
  readonly #table: TokenTable;
  readonly #controller: Controller;
  readonly #now: () => number;
  readonly #strangerGraceMs: number;
  /** Unwanted Secrets, and when each was first seen. */
  readonly #strangers = new Map<string, number>();
  #endpoints: readonly Endpoint[] = [];
  #wanted = new Map<string, TokenSecret>();
  #outstanding = new Set<string>();
  /** Secrets that the configuration before wanted: no replica needs them once it has read this one. */
  #dropped = new Set<string>();
  #loaded = false;

  constructor({ manager, registry, table, strangerGraceMs }: TokenControllerOptions) {
    this.#client = manager.client;
    this.#registry = registry;
    this.#table = table;
    this.#now = () => manager.clock.monotonic();
    this.#strangerGraceMs = strangerGraceMs;
    const secrets = manager.caches.acquire({
      apiVersion: 'v1',
      kind: 'Secret',
      metadataOnly: true,
      labelSelector: `${managedByLabel}=${managedByValue}`,
    });
    const own = manager.caches.acquire({
      apiVersion: 'v1',
      kind: 'Secret',
      metadataOnly: true,
      namespace: registry.secret.namespace,
      fieldSelector: `metadata.name=${registry.secret.name}`,
    });
    const namespaces = manager.caches.acquire({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadataOnly: true,
    });
    this.#controller = manager.addController({
      name: 'git-auth-proxy',
      kind: { apiVersion: 'v1', kind: 'Secret' },
      leaderOnly: false,
      watches: [
        watching(secrets),
        watching(own, { reason: 'tokens changed' }),
        watching(namespaces, {
          map: ({ type, key }) => (type === 'added' ? this.#keysIn(key.name) : []),
          reason: 'namespace appeared',
        }),
      ],
      reconcile: async (key, { log }) => {
        if (isSame(key, registry.secret)) {
          await this.#agree({ prune: false });
          return done();
        }
        const wanted = this.#wanted.get(keyText(key));
        if (wanted === undefined) return await this.#remove(key, log);
        return await this.#ensure(wanted, log);
      },
    });
  }

  /** Takes a configuration: agrees on its tokens, opens the proxy for them, and wakes every Secret. */
  async load(endpoints: readonly Endpoint[]): Promise<void> {
    this.#endpoints = endpoints;
    await this.#agree({ prune: true });
    this.#loaded = true;
  }

  /** Why the proxy cannot serve everybody yet; `undefined` when it can. */
  notReady(): string | undefined {
    if (!this.#loaded) return 'the tokens have not been read yet';
    const [first] = this.#outstanding;
    return first === undefined
      ? undefined
      : `${this.#outstanding.size} Secrets have not been written yet, ${first} among them`;
  }

  async #agree(options: { readonly prune: boolean }): Promise<void> {
    const tokens = await this.#registry.ensure(this.#endpoints, options);
    this.#table.replace(this.#endpoints, tokens);
    const before = this.#wanted;
    this.#wanted = new Map(
      tokenSecrets(this.#endpoints, tokens).map((secret) => [keyText(secret), secret]),
    );
    this.#outstanding = new Set();
    for (const [text, secret] of this.#wanted) {
      this.#dropped.delete(text);
      this.#strangers.delete(text);
      const known = before.get(text);
      if (known?.token === secret.token && known.endpoint.id === secret.endpoint.id) continue;
      this.#outstanding.add(text);
      this.#controller.enqueue(secret, { reason: 'configuration' });
    }
    for (const [text, secret] of before) {
      if (this.#wanted.has(text)) continue;
      this.#dropped.add(text);
      this.#controller.enqueue(secret, { reason: 'configuration' });
    }
  }

  async #ensure(wanted: TokenSecret, log: Logger): Promise<Result> {
    const text = keyText(wanted);
    let outcome: SecretOutcome;
    try {
      outcome = await ensureTokenSecret(this.#client, wanted);
    } finally {
      // One try is enough to be ready: a tenant whose namespace takes no Secret must not stop the others.
      this.#outstanding.delete(text);
    }
    if (outcome !== 'unchanged') log.info(`secret ${outcome}`, { secret: text });
    if (outcome === 'waiting') return requeueAfter(waitForNamespace);
    if (outcome === 'foreign') {
      return {
        next: 'retry',
        error: new Error(
          `Secret ${text} was not made by git-auth-proxy and is left alone; rename or delete it, or set secretNameOverride`,
        ),
      };
    }
    return done();
  }

  /**
   * Removes a Secret that is not configured. One that this process never wanted may be that of a replica
   * which has read a newer configuration already: were it removed at once, the two would fight over it.
   */
  async #remove(key: ObjectKey, log: Logger): Promise<Result> {
    // Before the configuration is known nothing can be called superfluous.
    if (!this.#loaded) return requeueAfter(this.#strangerGraceMs);
    const text = keyText(key);
    if (!this.#dropped.delete(text)) {
      const since = this.#strangers.get(text) ?? this.#now();
      this.#strangers.set(text, since);
      const left = since + this.#strangerGraceMs - this.#now();
      if (left > 0) return requeueAfter(left);
    }
    this.#strangers.delete(text);
    const outcome = await removeTokenSecret(this.#client, key);
    if (outcome === 'removed') log.info('secret removed', { secret: text });
    return done();
  }

  #keysIn(namespace: string): ObjectKey[] {
    return [...this.#wanted.values()].filter((secret) => secret.namespace === namespace);
  }
}

function keyText({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}

function isSame(a: ObjectKey, b: ObjectKey): boolean {
  return a.namespace === b.namespace && a.name === b.name;
}
