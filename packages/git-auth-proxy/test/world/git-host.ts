import { execFileSync } from 'node:child_process';
import { createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createGitServer, type GitServer } from '@fluxts/git';

/** What opens the Azure DevOps side of the host. */
export const pat = 'pat-that-nobody-may-see-0123456789';

/** A request that reached the host. */
export interface HostRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A git host that speaks for Azure DevOps (a PAT) and for GitHub (an App whose installation tokens it
 * signs), with real git behind it. It remembers every request, and answers some as a test wants.
 */
export class GitHost {
  readonly requests: HostRequest[] = [];
  readonly #repositories = new Map<string, string>();
  readonly #answers = new Map<string, Answer>();
  readonly #git: GitServer;
  readonly #server: Server;
  readonly #publicKey: KeyObject;
  /** PEM of the App's key. */
  readonly privateKey: string;
  /** Every installation token that was handed out. */
  readonly installationTokens: string[] = [];
  /** Milliseconds that the next installation token lives. */
  tokenLifetime = 3_600_000;
  acceptedPat: string = pat;

  /** @param tls key and certificate, in PEM form, to speak HTTPS with */
  constructor(tls?: { readonly key: string; readonly cert: string }) {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#publicKey = pair.publicKey;
    this.privateKey = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    this.#git = createGitServer({
      repository: (path) => {
        const directory = this.#repositories.get(path.toLowerCase().replace(/\.git$/, ''));
        return directory === undefined ? undefined : { directory, allowPush: true };
      },
    });
    const serve = (request: IncomingMessage, response: ServerResponse): void =>
      this.#serve(request, response);
    this.#server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** `127.0.0.1:PORT` */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Makes a bare repository with one commit and serves it. @returns the bare repository */
  add(
    path: string,
    directory: string,
    files: Readonly<Record<string, string | Uint8Array>>,
  ): string {
    const working = `${directory}.working`;
    mkdirSync(working, { recursive: true });
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(working, name)), { recursive: true });
      writeFileSync(join(working, name), content);
    }
    const git = (...args: string[]): void => {
      execFileSync('git', args, { cwd: working, stdio: 'pipe', env: gitEnvironment(directory) });
    };
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '--message=first');
    git('clone', '--quiet', '--bare', working, directory);
    execFileSync('git', ['config', 'uploadpack.allowFilter', 'true'], { cwd: directory });
    this.#repositories.set(path.toLowerCase(), directory);
    return directory;
  }

  /** Makes an empty bare repository and serves it. */
  addEmpty(path: string, directory: string): void {
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', directory]);
    this.#repositories.set(path.toLowerCase(), directory);
  }

  /** Answers requests for one path, query and all, in a way of the test's own. */
  answer(url: string, answer: Answer): void {
    this.#answers.set(url, answer);
  }

  async close(): Promise<void> {
    await this.#git.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, url, headers });
    const answer = this.#answers.get(url);
    if (answer !== undefined) return answer(request, response);
    if (url.startsWith('/api/v3/app/installations/'))
      return this.#installationToken(request, response);
    if (!this.#mayEnter(headers.authorization)) {
      request.resume();
      response.writeHead(401, { 'www-authenticate': 'Basic realm="host"' }).end('who are you?');
      return;
    }
    if (this.#git.handle(request, response)) return;
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'set-cookie': 'session=secret',
      });
      response.end(JSON.stringify({ method, url, body: Buffer.concat(body).toString('utf8') }));
    });
  }

  #mayEnter(header: string | undefined): boolean {
    const [scheme, value = ''] = (header ?? '').split(' ');
    const password =
      scheme === 'Bearer' ? value : Buffer.from(value, 'base64').toString('utf8').split(':')[1];
    return (
      password === this.acceptedPat || this.installationTokens.some((token) => token === password)
    );
  }

  #installationToken(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const [head, claims, signature] = (request.headers.authorization ?? '')
      .replace('Bearer ', '')
      .split('.');
    const genuine = createVerify('RSA-SHA256')
      .update(`${head}.${claims}`)
      .verify(this.#publicKey, signature ?? '', 'base64url');
    if (!genuine) {
      response.writeHead(401).end('{}');
      return;
    }
    const token = `ghs_${this.installationTokens.length}_that_nobody_may_see`;
    this.installationTokens.push(token);
    const expires = new Date(Date.now() + this.tokenLifetime).toISOString();
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token, expires_at: expires }));
  }
}

/** An environment in which git reads no configuration but the repository's. */
export function gitEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
}
