import { GitError } from './error.ts';

/** A repository address in parts, checked. */
export interface RepositoryUrl {
  readonly scheme: 'http' | 'https' | 'ssh';
  /** Lower case; an IPv6 address in brackets. */
  readonly host: string;
  readonly port?: number;
  /** The user of an SSH address; `git` unless named. */
  readonly user?: string;
  /** Begins with `/` unless the address is scp-like and relative to the user's home. */
  readonly path: string;
  /** The address to hand to git and to name in messages: no password in it, nothing that git could read as an option. */
  readonly href: string;
  /** What stood as `user:password@` in an HTTP address. */
  readonly basic?: { readonly username: string; readonly password: string };
}

const maxLength = 2048;
const hostName =
  /^(?:\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?\.?)$/;
const userName = /^[A-Za-z0-9_](?:[A-Za-z0-9._+-]{0,126})$/;
const scpLike = /^(?:([^@/:]+)@)?(\[[^\]/]+\]|[^@/:[\]]+):(?!\/\/)(.+)$/;

/**
 * Takes the address of a repository apart, and refuses whatever git or ssh could take for something
 * else: other transports (`ext::`, `file:`), local paths, options, control characters.
 * @throws GitError `UrlInvalid`
 */
export function parseRepositoryUrl(text: string): RepositoryUrl {
  if (text.length === 0) throw invalid(text, 'it is empty');
  if (text.length > maxLength) throw invalid(text, `it is longer than ${maxLength} characters`);
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f-\u009f\u2028\u2029]/.test(text)) {
    throw invalid(text, 'it holds white space or control characters');
  }
  if (text.startsWith('-')) throw invalid(text, "it begins with '-'");
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*)(::|:\/\/)/.exec(text);
  if (scheme === null) return parseScpLike(text);
  if (scheme[2] === '::') throw invalid(text, 'remote helpers are not allowed');
  const name = scheme[1]?.toLowerCase();
  if (name === 'ssh') return parseSsh(text);
  if (name === 'http' || name === 'https') return parseHttp(text);
  throw invalid(text, 'only http, https and ssh are allowed');
}

function parseHttp(text: string): RepositoryUrl {
  // The URL parser would take 'https:///x' for the host x, and backslashes for slashes.
  if (!/^https?:\/\/[^/]/i.test(text) || text.includes('\\'))
    throw invalid(text, 'it names no host');
  const url = urlOrUndefined(text);
  if (url === undefined || url.hostname === '' || !hostName.test(url.hostname)) {
    throw invalid(text, 'it names no host');
  }
  if (url.search !== '' || url.hash !== '') throw invalid(text, "it has a '?' or '#' part");
  const username = decode(url.username, text);
  const password = decode(url.password, text);
  url.username = '';
  url.password = '';
  const path = url.pathname.replace(/\/+$/, '');
  return {
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    host: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: path === '' ? '/' : path,
    href: `${url.origin}${path}`,
    ...(username === '' && password === '' ? {} : { basic: { username, password } }),
  };
}

function parseSsh(text: string): RepositoryUrl {
  const match = /^ssh:\/\/(?:([^@/]*)@)?(\[[^\]/]*\]|[^/:@]*)(?::([0-9]*))?(\/.*)$/i.exec(text);
  if (match === null) throw invalid(text, 'it is not of the form ssh://user@host:port/path');
  const [, userPart, host = '', portText, path = ''] = match;
  const user = checkUser(userPart?.split(':')[0] ?? 'git', text);
  const port = portText === undefined || portText === '' ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535)) throw invalid(text, 'its port is none');
  checkSshHostAndPath(host, path, text);
  const lower = host.toLowerCase();
  return {
    scheme: 'ssh',
    host: lower,
    ...(port === undefined ? {} : { port }),
    user,
    path,
    href: `ssh://${user}@${lower}${port === undefined ? '' : `:${port}`}${path}`,
  };
}

function parseScpLike(text: string): RepositoryUrl {
  const match = scpLike.exec(text);
  if (match === null) throw invalid(text, 'local paths are not allowed');
  const [, userPart, host = '', path = ''] = match;
  // One letter before the colon is a Windows drive, not a host.
  if (host.length < 2) throw invalid(text, 'local paths are not allowed');
  const user = checkUser(userPart ?? 'git', text);
  checkSshHostAndPath(host, path, text);
  const lower = host.toLowerCase();
  return { scheme: 'ssh', host: lower, user, path, href: `${user}@${lower}:${path}` };
}

function checkUser(user: string, text: string): string {
  if (!userName.test(user)) throw invalid(text, 'its user name is none');
  return user;
}

function checkSshHostAndPath(host: string, path: string, text: string): void {
  if (!hostName.test(host)) throw invalid(text, 'it names no host');
  // ssh hands the path to a shell on the other side; git quotes it, and some servers do not unquote.
  if (/^\/?-/.test(path) || /['"`\\$;&|<>*?!(){}]/.test(path)) {
    throw invalid(text, 'its path holds characters that a shell could act on');
  }
}

function urlOrUndefined(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function decode(part: string, text: string): string {
  try {
    const decoded = decodeURIComponent(part);
    // oxlint-disable-next-line eslint/no-control-regex -- a newline here would end a header
    if (!/[\u0000-\u001f\u007f]/.test(decoded)) return decoded;
  } catch {
    // A '%' that starts no escape: refused below like other characters that cannot be sent.
  }
  throw invalid(text, 'its user name or password cannot be decoded');
}

/**
 * The address as it may stand in a message: shortened, without credentials and control characters. Rather more
 * than credentials is left out of what is no address than less.
 */
export function redactUrl(text: string): string {
  // No more than a scheme: where credentials end could not be told any more if the text were cut.
  if (text.length > maxLength) return `${text.slice(0, 'https://'.length)}...`;
  return (
    text
      .replace(/\/\/(?:[^/:@]*:.*|[^/]*)@/s, '//***@')
      .replace(/^[^/@:]*:[^/]*@/, '***@')
      .slice(0, 256)
      // oxlint-disable-next-line eslint/no-control-regex -- they are what is taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?')
  );
}

function invalid(text: string, why: string): GitError {
  return new GitError('UrlInvalid', `'${redactUrl(text)}' is not a repository URL: ${why}`, {
    retry: 'on-change',
  });
}
