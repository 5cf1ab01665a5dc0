import type { CallOptions } from './kube-client.ts';

/** A request by path. */
export interface RawRequest extends CallOptions {
  /** `GET` unless said otherwise. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined;
  /** Path below the server's URL, beginning with `/`, percent-encoded; see {@link proxyPath}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  /** Most bytes of the answer, after decompression; the client's default otherwise. */
  readonly maxBytes?: number | undefined;
  /** Whether it may be sent again after a broken connection; so are `GET` and `HEAD` anyhow. */
  readonly repeatable?: boolean | undefined;
}

/** An answer read whole. Header names are in lower case. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** An answer as it comes. Leaving the loop over `body` closes the connection. */
export interface StreamResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The path of an HTTP server behind a Service, reached through the API server.
 * @param port number or name of the service port
 * @param path path on that server, percent-encoded
 */
export function serviceProxyPath(
  service: { readonly namespace: string; readonly name: string; readonly port: number | string },
  path: string,
): string {
  const { namespace, name, port } = service;
  const target = `${encodeURIComponent(name)}:${encodeURIComponent(String(port))}`;
  const rest = path.startsWith('/') ? path : `/${path}`;
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${target}/proxy${rest}`;
}

/** The path of a Pod's log; options such as `follow`, `container`, `tailLines` go into the query. */
export function podLogPath(namespace: string, name: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`;
}
