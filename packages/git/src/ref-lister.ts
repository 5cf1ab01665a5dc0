import { type GitCredentials, credentialsDigest } from './credentials.ts';
import type { RemoteRefs } from './git.ts';
import { type KnownServer, forOtherHost, lsRefsOverHttp } from './http/ls-refs.ts';
import type { Transport } from './http/transport.ts';
import { remember } from './memory.ts';
import { prepareAccess } from './process/access.ts';
import type { GitProgram } from './process/git-command.ts';
import { lsRemoteOverSsh } from './ssh-ls-remote.ts';
import { type RepositoryUrl, parseRepositoryUrl } from './url.ts';

/** What {@link RefLister} works with. */
export interface RefListerOptions {
  readonly git: GitProgram;
  readonly transport: Transport;
  /** An empty directory to run `git ls-remote` in. */
  readonly home: string;
  readonly tempDir: string;
  readonly maxBytes: number;
  readonly proxyFor?: ((url: URL) => string | undefined) | undefined;
}

/** A checked address and what opens it. */
export interface Place {
  readonly url: RepositoryUrl;
  readonly credentials: GitCredentials | undefined;
}

/** How many servers' manners are remembered. */
const maxKnownServers = 10_000;

/** Lists references, and remembers how servers like to be asked. */
export class RefLister {
  readonly #options: RefListerOptions;
  readonly #servers = new Map<string, KnownServer>();

  constructor(options: RefListerOptions) {
    this.#options = options;
  }

  /** @throws GitError */
  async list(
    place: Place,
    prefixes: readonly string[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<RemoteRefs> {
    const { git, home, maxBytes, proxyFor, tempDir, transport } = this.#options;
    const { url, credentials } = place;
    if (url.scheme === 'ssh') {
      const access = await prepareAccess({ url, credentials, tempDir, proxyFor, timeoutMs });
      try {
        return await lsRemoteOverSsh(git, {
          url,
          access,
          prefixes,
          directory: home,
          maxBytes,
          signal,
        });
      } finally {
        await access.end();
      }
    }
    const key = placeKey(place);
    const known = this.#servers.get(key);
    const { refs, server } = await lsRefsOverHttp(transport, {
      url,
      ...(credentials === undefined ? {} : { credentials }),
      prefixes,
      ...(known === undefined ? {} : { known }),
      maxBytes,
      signal,
    });
    remember(this.#servers, key, server, maxKnownServers);
    return refs;
  }

  /**
   * Where a repository really is, redirects followed, and what may be shown there. The git program
   * follows none by itself: it would take the credentials along.
   * @throws GitError
   */
  async locate(place: Place, timeoutMs: number, signal: AbortSignal): Promise<Place> {
    if (place.url.scheme === 'ssh') return place;
    const key = placeKey(place);
    if (!this.#servers.has(key)) await this.list(place, ['HEAD'], timeoutMs, signal);
    const server = this.#servers.get(key);
    if (server === undefined || server.base.href === new URL(place.url.href).href) return place;
    return {
      url: parseRepositoryUrl(server.base.href),
      credentials: server.sameOrigin ? place.credentials : forOtherHost(place.credentials),
    };
  }
}

function placeKey(place: Place): string {
  return JSON.stringify([place.url.href, credentialsDigest(place.credentials)]);
}
