import { GitError } from './error.ts';
import type { RemoteRef, RemoteRefs } from './git.ts';
import type { Access } from './process/access.ts';
import type { GitProgram } from './process/git-command.ts';
import { gitFailure } from './process/git-failure.ts';
import { formatOf, isOid } from './ref-name.ts';
import type { RepositoryUrl } from './url.ts';

/** What {@link lsRemoteOverSsh} takes. */
export interface SshLsRemoteRequest {
  readonly url: RepositoryUrl;
  readonly access: Access;
  readonly prefixes: readonly string[];
  readonly directory: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Lists references over SSH by `git ls-remote`. @throws GitError */
export async function lsRemoteOverSsh(
  git: GitProgram,
  request: SshLsRemoteRequest,
): Promise<RemoteRefs> {
  const { access, url } = request;
  const result = await git.run({
    directory: request.directory,
    // A pattern without a star matches the end of a name, too; the caller filters.
    args: [
      'ls-remote',
      '--symref',
      '--',
      url.href,
      ...request.prefixes.flatMap((prefix) =>
        prefix.endsWith('/') ? [`${prefix}*`] : [prefix, `${prefix}^{}`],
      ),
    ],
    signal: request.signal,
    protocols: access.protocols,
    config: access.config,
    extra: access.extra,
    maxStdout: request.maxBytes,
  });
  if (result.exitCode !== 0) {
    throw gitFailure(
      `unable to list remote for '${url.href}'`,
      result.exitCode,
      result.stderr,
      access.secrets,
    );
  }
  return readLsRemote(result.stdout.toString('utf8'));
}

/** Reads what `git ls-remote --symref` prints. @throws GitError `ProtocolError` */
function readLsRemote(text: string): RemoteRefs {
  const refs = new Map<string, RemoteRef>();
  const symbolic = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const tab = line.indexOf('\t');
    const left = line.slice(0, tab);
    const name = line.slice(tab + 1);
    if (left.startsWith('ref: ')) {
      symbolic.set(name, left.slice(5));
    } else if (tab < 0 || !isOid(left)) {
      throw new GitError('ProtocolError', 'git ls-remote printed what is no reference');
    } else if (name.endsWith('^{}')) {
      const tag = refs.get(name.slice(0, -3));
      if (tag !== undefined) refs.set(tag.name, { ...tag, peeled: left });
    } else {
      const target = symbolic.get(name);
      refs.set(name, { name, oid: left, ...(target === undefined ? {} : { symbolic: target }) });
    }
  }
  const [first] = refs.values();
  return {
    refs: [...refs.values()],
    objectFormat: first === undefined ? 'sha1' : formatOf(first.oid),
  };
}
