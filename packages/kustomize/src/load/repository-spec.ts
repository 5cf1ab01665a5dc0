import { parseDurationMs } from '@fluxts/gocompat';
import type { RepositorySpec } from '../tree.ts';

const defaultTimeout = 27_000;

/** Whether a path is the address of a file on the web. */
export function isRemoteFile(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/**
 * Reads what may be the address of a git repository, by the rules of kustomize: `https://host/org/repo`
 * with a directory behind it, after `//` or behind `.git` or `_git/repo`; `git@host:org/repo`;
 * `ssh://…`; `github.com/org/repo/path`; `file:///…`; each with `?ref=`, `?version=`, `?timeout=` and
 * `?submodules=`. Undefined for anything else.
 */
export function parseRepositorySpec(raw: string): RepositorySpec | undefined {
  if (raw.startsWith('/')) return undefined;
  const question = raw.indexOf('?');
  const address = (question < 0 ? raw : raw.slice(0, question)).replace(/^git::/i, '');
  const host = splitHost(address);
  if (host === undefined) return undefined;
  const parts = splitRepository(host.rest, host.isFile);
  if (parts === undefined || parts.repository === '') return undefined;
  const path = parts.path.replace(/^\/+/, '').replace(/\/+$/, '');
  if (leavesRepository(path)) return undefined;
  return {
    raw,
    url: host.host + parts.repository,
    path: path === '' ? '.' : path,
    ...readQuery(question < 0 ? '' : raw.slice(question + 1)),
  };
}

function splitHost(address: string): { host: string; rest: string; isFile: boolean } | undefined {
  const scheme = /^(?:ssh|https?|file):\/\//i.exec(address)?.[0].toLowerCase() ?? '';
  let rest = address.slice(scheme.length);
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(rest)?.[0] ?? '';
  rest = rest.slice(user.length);
  const isGithub = /^github\.com[/:]/i.test(rest);
  const likeScp = scheme === '' && (user !== '' || isGithub);
  if (scheme === '' && !likeScp) return undefined;
  if (scheme === 'file://') return { host: scheme, rest: user + rest, isFile: true };
  const slash = rest.indexOf('/');
  const colon = likeScp ? rest.indexOf(':') : -1;
  const end = colon > 0 && (slash < 0 || colon < slash) ? colon : slash;
  const host = end < 0 ? rest : rest.slice(0, end + 1);
  rest = end < 0 ? '' : rest.slice(end + 1);
  if (host === '') return undefined;
  if (!isGithub) return { host: scheme + user + host, rest, isFile: false };
  const bySsh = scheme === 'ssh://' || user !== '';
  return { host: bySsh ? `${user}github.com:` : 'https://github.com/', rest, isFile: false };
}

function splitRepository(
  rest: string,
  isFile: boolean,
): { repository: string; path: string } | undefined {
  const azure = rest.indexOf('_git/');
  if (azure >= 0) {
    const after = azure + '_git/'.length;
    const [name, ...path] = rest.slice(after).split('/');
    return { repository: rest.slice(0, after) + (name as string), path: path.join('/') };
  }
  const double = rest.indexOf('//');
  if (double >= 0) return { repository: rest.slice(0, double), path: rest.slice(double + 2) };
  const suffix = rest.indexOf('.git');
  if (suffix >= 0) {
    return { repository: rest.slice(0, suffix + 4), path: rest.slice(suffix + 4) };
  }
  if (isFile) return { repository: rest, path: '' };
  const segments = rest.split('/');
  if (segments.length < 2) return undefined;
  return { repository: segments.slice(0, 2).join('/'), path: segments.slice(2).join('/') };
}

function leavesRepository(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function readQuery(query: string): Pick<RepositorySpec, 'ref' | 'submodules' | 'timeout'> {
  const values = new URLSearchParams(query);
  const ref = values.get('ref') || values.get('version') || undefined;
  const submodules = values.get('submodules')?.toLowerCase() ?? '';
  return {
    ref,
    submodules: !['0', 'f', 'false'].includes(submodules),
    timeout: readTimeout(values.get('timeout') ?? ''),
  };
}

function readTimeout(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text) * 1000;
  try {
    const milliseconds = parseDurationMs(text);
    return milliseconds > 0 ? milliseconds : defaultTimeout;
  } catch {
    return defaultTimeout;
  }
}
