/** What a request to a git server asks for. */
export interface GitRoute {
  readonly repository: string;
  readonly action: 'advertise' | 'git-upload-pack' | 'git-receive-pack';
  readonly service: 'git-upload-pack' | 'git-receive-pack';
}

/**
 * Reads a request's path; `undefined` if it is none of smart HTTP's.
 * Specified by https://git-scm.com/docs/http-protocol
 */
export function parseGitRoute(method: string, target: string): GitRoute | undefined {
  const url = new URL(target, 'http://localhost');
  const match = /^(\/.*?)\/+(info\/refs|git-upload-pack|git-receive-pack)$/.exec(url.pathname);
  if (match?.[1] === undefined) return undefined;
  const repository = decoded(match[1]);
  if (repository === undefined) return undefined;
  if (match[2] === 'info/refs') {
    const service = url.searchParams.get('service');
    if (method !== 'GET' || (service !== 'git-upload-pack' && service !== 'git-receive-pack'))
      return undefined;
    return { repository, action: 'advertise', service };
  }
  if (method !== 'POST') return undefined;
  const service = match[2] === 'git-receive-pack' ? 'git-receive-pack' : 'git-upload-pack';
  return { repository, action: service, service };
}

function decoded(path: string): string | undefined {
  try {
    const text = decodeURIComponent(path);
    return text.split('/').includes('..') || text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
