import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import { getString } from '@fluxts/base';
import {
  exportJWK,
  importPKCS8,
  importSPKI,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { StorageReader } from '../storage-access.ts';
import type { UserInfo } from '../user.ts';

/** The issuer and default audience of the tokens. */
export const tokenIssuer = 'https://kubernetes.default.svc.cluster.local';

/** What a token binds itself to. */
export interface BoundObject {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A token to be issued. */
export interface TokenRequest {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly audiences: readonly string[];
  readonly expirationSeconds: number;
  readonly boundObject?: BoundObject;
}

interface KubernetesClaims {
  readonly namespace: string;
  readonly serviceaccount: { readonly name: string; readonly uid: string };
}

interface CachedToken {
  readonly payload: JWTPayload;
}

const algorithm = 'ES256';
const serviceAccounts = { group: '', plural: 'serviceaccounts' };
const longestToken = 8192;
const cachedTokens = 1024;

/** Issues and checks the tokens of service accounts. */
export class ServiceAccountTokens {
  readonly #privateKey: Awaited<ReturnType<typeof importPKCS8>>;
  readonly #publicKey: Awaited<ReturnType<typeof importSPKI>>;
  readonly #now: () => Date;
  /** Tokens whose signature has been checked, by hash. The oldest goes first. */
  readonly #verified = new Map<string, CachedToken>();
  /** The public key, as `/openid/v1/jwks` shows it. */
  readonly publicJwk: JWK;

  private constructor(
    privateKey: Awaited<ReturnType<typeof importPKCS8>>,
    publicKey: Awaited<ReturnType<typeof importSPKI>>,
    publicJwk: JWK,
    now: () => Date,
  ) {
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
    this.publicJwk = publicJwk;
    this.#now = now;
  }

  /** @param privateKey the signing key in PEM */
  static async create(privateKey: string, now: () => Date): Promise<ServiceAccountTokens> {
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
    const publicKey = await importSPKI(spki, algorithm, { extractable: true });
    const kid = createHash('sha256').update(spki).digest('base64url');
    const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: algorithm };
    return new ServiceAccountTokens(await importPKCS8(privateKey, algorithm), publicKey, jwk, now);
  }

  /** Signs a token. Returns it with the time at which it ends. */
  async issue(request: TokenRequest): Promise<{ readonly token: string; readonly expires: Date }> {
    const issuedAt = Math.floor(this.#now().getTime() / 1000);
    const expires = issuedAt + request.expirationSeconds;
    const { boundObject } = request;
    const token = await new SignJWT({
      'kubernetes.io': {
        namespace: request.namespace,
        serviceaccount: { name: request.name, uid: request.uid },
        ...(boundObject === undefined
          ? {}
          : { [boundObject.kind.toLowerCase()]: { name: boundObject.name, uid: boundObject.uid } }),
      },
    })
      .setProtectedHeader({ alg: algorithm, kid: this.publicJwk.kid ?? '' })
      .setIssuer(tokenIssuer)
      .setSubject(serviceAccountUser(request.namespace, request.name))
      .setAudience([...request.audiences])
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(expires)
      .setJti(randomUUID())
      .sign(this.#privateKey);
    return { token, expires: new Date(expires * 1000) };
  }

  /**
   * Says whose token it is; undefined if it is no valid token of an existing service account.
   * @param audiences one of which the token must be for
   */
  async verify(
    token: string,
    audiences: readonly string[],
    storage: StorageReader,
  ): Promise<{ readonly user: UserInfo; readonly audiences: readonly string[] } | undefined> {
    const payload = await this.#payload(token);
    if (payload === undefined) return undefined;
    const now = this.#now().getTime() / 1000;
    if (now >= (payload.exp ?? 0) || now < (payload.nbf ?? 0) - 60) return undefined;
    const granted = [payload.aud ?? []].flat().filter((audience) => audiences.includes(audience));
    if (granted.length === 0) return undefined;
    const { namespace, serviceaccount } = payload['kubernetes.io'] as KubernetesClaims;
    const account = storage.get(serviceAccounts, namespace, serviceaccount.name);
    if (getString(account, 'metadata', 'uid') !== serviceaccount.uid) return undefined;
    const user: UserInfo = {
      name: serviceAccountUser(namespace, serviceaccount.name),
      uid: serviceaccount.uid,
      groups: serviceAccountGroups(namespace),
      extra:
        payload.jti === undefined
          ? {}
          : { 'authentication.kubernetes.io/credential-id': [`JTI=${payload.jti}`] },
    };
    return { user, audiences: granted };
  }

  async #payload(token: string): Promise<JWTPayload | undefined> {
    if (token.length > longestToken) return undefined;
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(hash);
    if (known !== undefined) return known.payload;
    try {
      const { payload } = await jwtVerify(token, this.#publicKey, {
        algorithms: [algorithm],
        issuer: tokenIssuer,
        currentDate: this.#now(),
      });
      this.#remember(hash, payload);
      return payload;
    } catch {
      return undefined;
    }
  }

  #remember(hash: string, payload: JWTPayload): void {
    this.#verified.set(hash, { payload });
    if (this.#verified.size <= cachedTokens) return;
    const [oldest] = this.#verified.keys();
    if (oldest !== undefined) this.#verified.delete(oldest);
  }
}

/** The user name of a service account. */
function serviceAccountUser(namespace: string, name: string): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The groups that every service account of a namespace is in. */
export function serviceAccountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}
