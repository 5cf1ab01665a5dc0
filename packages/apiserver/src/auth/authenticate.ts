import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { ApiError } from '../api-error.ts';
import type { StorageReader } from '../storage-access.ts';
import type { UserInfo } from '../user.ts';
import { type ServiceAccountTokens, tokenIssuer } from './service-account-tokens.ts';

/** Finds out who makes a request: by bearer token, else by client certificate. Nobody is anonymous. */
export class Authenticator {
  readonly #tokens: ServiceAccountTokens;
  readonly #storage: StorageReader;
  /** A connection keeps its certificate. */
  readonly #bySocket = new WeakMap<TLSSocket, UserInfo>();

  constructor(tokens: ServiceAccountTokens, storage: StorageReader) {
    this.#tokens = tokens;
    this.#storage = storage;
  }

  /** @throws ApiError `Unauthorized` */
  async authenticate(request: IncomingMessage): Promise<UserInfo> {
    const { authorization } = request.headers;
    const user =
      authorization === undefined
        ? this.#byCertificate(request)
        : await this.#byToken(authorization);
    if (user === undefined) throw new ApiError('Unauthorized', 'Unauthorized');
    return user;
  }

  async #byToken(authorization: string): Promise<UserInfo | undefined> {
    const token = /^bearer +(?<token>\S+)$/i.exec(authorization)?.groups?.['token'];
    if (token === undefined) return undefined;
    const verified = await this.#tokens.verify(token, [tokenIssuer], this.#storage);
    return verified?.user;
  }

  #byCertificate(request: IncomingMessage): UserInfo | undefined {
    const { socket } = request;
    if (!(socket instanceof TLSSocket)) return undefined;
    const known = this.#bySocket.get(socket);
    if (known !== undefined) return known;
    const user = certificateUser(socket);
    if (user !== undefined) this.#bySocket.set(socket, user);
    return user;
  }
}

/** The common name is the user, the organisations are the groups. */
function certificateUser(socket: TLSSocket): UserInfo | undefined {
  if (!socket.authorized) return undefined;
  const subject = socket.getPeerCertificate().subject as
    | Readonly<Record<string, string | readonly string[]>>
    | undefined;
  const name = subject?.['CN'];
  if (typeof name !== 'string' || name === '') return undefined;
  const groups = [subject?.['O'] ?? []].flat();
  return { name, groups: [...new Set([...groups, 'system:authenticated'])], extra: {} };
}
