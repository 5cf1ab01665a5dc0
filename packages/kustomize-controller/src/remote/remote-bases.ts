import { type FileSystem, FluxtsError, memoryFileSystem } from '@fluxts/base';
import type { Git, RefRule, Remote, Snapshot } from '@fluxts/git';
import type { RemoteFetcher } from '@fluxts/kustomize';

/** What {@link createRemoteFetcher} takes. */
export interface RemoteFetcherOptions {
  /** Called when a repository is asked for the first time. */
  readonly openGit: () => Promise<Git>;
  /** Bytes of one repository's files, or of one file, that are taken at most. Default 64 MiB. */
  readonly maxBytes?: number;
  /** How long a plain file may take, in milliseconds. Default 27 s, as kustomize's own. */
  readonly fileTimeoutMs?: number;
  /** Makes plain HTTP requests; the runtime's own unless given. */
  readonly http?: typeof fetch;
}

/** Raised when a remote base cannot be had. */
export class RemoteBaseError extends FluxtsError<'TooLarge' | 'ReferenceNotFound'> {}

const commitName = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Fetches the remote bases and files that kustomizations name: repositories by git, over HTTP, HTTPS and SSH
 * without credentials, and single files over HTTP and HTTPS.
 */
export function createRemoteFetcher(options: RemoteFetcherOptions): RemoteFetcher {
  const { openGit, maxBytes = 64 * 1024 * 1024, fileTimeoutMs = 27_000, http = fetch } = options;
  let opening: Promise<Git> | undefined;
  return {
    repository: async (spec, signal) => {
      const git = await (opening ??= openGit());
      const remote = { url: spec.url };
      const call = { timeoutMs: spec.timeout, ...(signal === undefined ? {} : { signal }) };
      const rule = await ruleOf(git, remote, spec.ref, call);
      const ref = await git.resolve(remote, rule, call);
      const snapshot = await git.fetch(remote, ref, {
        ...call,
        recurseSubmodules: spec.submodules,
      });
      try {
        return await readAll(snapshot, maxBytes, call);
      } finally {
        snapshot.release();
      }
    },
    file: async (url, signal) => {
      const time = AbortSignal.timeout(fileTimeoutMs);
      const ends = signal === undefined ? time : AbortSignal.any([signal, time]);
      const response = await http(url, { signal: ends });
      const isPage = (response.headers.get('content-type') ?? '').includes('text/html');
      if (response.ok && !isPage) return await readBody(url, response, maxBytes);
      await response.body?.cancel();
      return undefined;
    },
  };
}

type Call = NonNullable<Parameters<Git['resolve']>[2]>;

/** A reference as kustomize takes it: a commit, a branch or a tag; the default branch if none is named. */
async function ruleOf(
  git: Git,
  remote: Remote,
  ref: string | undefined,
  call: Call,
): Promise<RefRule> {
  if (ref === undefined) return { name: 'HEAD' };
  if (commitName.test(ref)) return { commit: ref };
  const names = [
    `refs/heads/${ref}`,
    `refs/tags/${ref}`,
    ...(ref.startsWith('refs/') ? [ref] : []),
  ];
  const { refs } = await git.lsRefs(remote, names, call);
  const name = names.find((one) => refs.some((found) => found.name === one));
  if (name !== undefined) return { name };
  throw new RemoteBaseError(
    'ReferenceNotFound',
    `'${remote.url}' has neither a branch nor a tag '${ref}'`,
  );
}

/** The files of a snapshot in memory. Links are left out: nothing says that they stay inside. */
async function readAll(snapshot: Snapshot, maxBytes: number, call: Call): Promise<FileSystem> {
  const files = snapshot.files.filter(({ kind }) => kind !== 'symlink');
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > maxBytes) {
    throw new RemoteBaseError(
      'TooLarge',
      `the remote repository has ${total} bytes of files, more than the ${maxBytes} allowed`,
      { retry: 'on-change' },
    );
  }
  const contents: Record<string, Uint8Array> = Object.create(null) as Record<string, Uint8Array>;
  await snapshot.read(
    files,
    async ({ path }, content) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      contents[path] = Buffer.concat(chunks);
    },
    call,
  );
  return memoryFileSystem(contents);
}

async function readBody(url: string, response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of response.body ?? []) {
    total += chunk.length;
    if (total > maxBytes) {
      await response.body?.cancel().catch(() => undefined);
      throw new RemoteBaseError('TooLarge', `'${url}' has more than ${maxBytes} bytes`, {
        retry: 'on-change',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
