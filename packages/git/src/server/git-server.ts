import type { IncomingMessage, ServerResponse } from 'node:http';

/** One repository that a {@link GitServer} shows. */
export interface ServedRepository {
  /** A bare repository, or a working folder with a `.git` in it. */
  readonly directory: string;
  /** Whether pushes are taken; not unless said. A push to the branch checked out updates its files. */
  readonly allowPush?: boolean;
  /** Who may in; everybody unless given. */
  readonly basic?: { readonly username: string; readonly password: string };
}

/** What `createGitServer` takes. */
export interface GitServerOptions {
  /** Path → repository, e.g. `/Org1/project1/_git/gitops`. Asked again at each request. */
  readonly repository: (path: string) => ServedRepository | undefined;
  /** Where `git` is looked for, as in `PATH`. */
  readonly searchPath?: string;
  /** The longest request body, 1 GiB unless given. */
  readonly maxRequestBytes?: number;
  /** Speak protocol v0 only, as some hosted servers still do. */
  readonly onlyProtocolV0?: boolean;
  /** Told of each request, after it was answered. */
  readonly onRequest?: (request: ServedRequest) => void;
}

/** A request that was answered. */
export interface ServedRequest {
  readonly method: string;
  /** The repository's path. */
  readonly repository: string;
  readonly service: 'info/refs' | 'git-upload-pack' | 'git-receive-pack';
  readonly status: number;
}

/** Speaks git's smart HTTP (protocol v2, v1 and v0) by running `git upload-pack` and `receive-pack`. */
export interface GitServer {
  /** Answers a request; false if the path is none of git's, and the response is untouched. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Listens, on loopback unless told otherwise; resolves to the base URL, such as `http://127.0.0.1:3456`. */
  listen(port?: number, host?: string): Promise<string>;
  /** Stops listening, and ends running processes. */
  close(): Promise<void>;
}
