import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';

const type = 'kubernetes.URL';

/** A URL as Go's `url.ParseRequestURI` takes it apart. */
class KubernetesUrl {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(scheme: string, host: string, path: string, query: string) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
  }

  get hostname(): string {
    if (this.host.startsWith('[')) return this.host.slice(1, this.host.indexOf(']'));
    return this.host.replace(/:\d*$/, '');
  }

  get port(): string {
    return /:(\d+)$/.exec(this.host.replace(/^\[.*\]/, ''))?.[1] ?? '';
  }
}

/** `url`, `isURL` and the parts of a URL. */
export function registerUrls(environment: Environment): void {
  environment.registerType(type, { ctor: KubernetesUrl, fields: {} });
  environment.registerFunction(`url(string): ${type}`, (text: string) => {
    const url = parse(text);
    if (url === undefined) throw failure('URL parse error: invalid URI for request');
    return url;
  });
  environment.registerFunction('isURL(string): bool', (text: string) => parse(text) !== undefined);
  const parts: Readonly<Record<string, (url: KubernetesUrl) => string>> = {
    getScheme: (url) => url.scheme,
    getHost: (url) => url.host,
    getHostname: (url) => url.hostname,
    getPort: (url) => url.port,
    getEscapedPath: (url) => url.path,
  };
  for (const [name, part] of Object.entries(parts)) {
    environment.registerFunction(`${type}.${name}(): string`, part);
  }
  environment.registerFunction(
    `${type}.getQuery(): map<string, list<string>>`,
    (url: KubernetesUrl) => {
      const query = new Map<string, string[]>();
      for (const [key, value] of new URLSearchParams(url.query)) {
        query.set(key, [...(query.get(key) ?? []), value]);
      }
      return query;
    },
  );
  environment.registerOperator(
    `${type} == ${type}`,
    (a: KubernetesUrl, b: KubernetesUrl) =>
      a.scheme === b.scheme && a.host === b.host && a.path === b.path && a.query === b.query,
  );
}

const absolute =
  /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?@]*@)?(?<host>\[[0-9A-Fa-f:.%]+\](?::\d*)?|[^/?:[\]\s]*(?::\d*)?)(?<path>\/[^?]*)?(?:\?(?<query>.*))?$/s;
const pathOnly = /^(?<path>\/[^?]*)(?:\?(?<query>.*))?$/s;

function parse(text: string): KubernetesUrl | undefined {
  const parts = (absolute.exec(text) ?? pathOnly.exec(text))?.groups;
  // oxlint-disable-next-line no-control-regex -- Go refuses control characters in a URL
  if (parts === undefined || /[\x00-\x20\x7f]/.test(text)) return undefined;
  const { scheme = '', host = '', path = '', query = '' } = parts;
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return undefined;
  return new KubernetesUrl(scheme.toLowerCase(), host, path, query);
}
