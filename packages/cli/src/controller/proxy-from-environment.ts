import type { Environment } from '../context.ts';

/**
 * The proxy that the environment names for a URL, in the way of Go's programs: `HTTP_PROXY`,
 * `HTTPS_PROXY` (lower case as well), and `NO_PROXY` with hosts, suffixes, ports and `*`. Loopback is
 * never proxied.
 */
export function proxyFromEnvironment(env: Environment): (url: URL) => string | undefined {
  const read = (name: string): string => env[name] || env[name.toLowerCase()] || '';
  const proxies: Readonly<Record<string, string>> = {
    'http:': read('HTTP_PROXY'),
    'https:': read('HTTPS_PROXY'),
  };
  const exceptions = read('NO_PROXY')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
  return (url) => {
    const proxy = Object.hasOwn(proxies, url.protocol) ? proxies[url.protocol] : '';
    if (proxy === undefined || proxy === '' || isLoopback(url.hostname)) return undefined;
    return exceptions.some((entry) => isException(entry, url)) ? undefined : proxy;
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isException(entry: string, url: URL): boolean {
  if (entry === '*') return true;
  const [host = '', port = ''] = entry.split(':');
  if (port !== '' && port !== (url.port || (url.protocol === 'https:' ? '443' : '80')))
    return false;
  const suffix = host.replace(/^\*?\./, '.');
  const name = url.hostname.toLowerCase();
  return suffix.startsWith('.')
    ? name.endsWith(suffix)
    : name === suffix || name.endsWith(`.${suffix}`);
}
