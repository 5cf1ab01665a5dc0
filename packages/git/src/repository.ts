import { GitError } from './error.ts';
import type { CommitObject, TagObject } from './object.ts';
import { parseCommit, parseTag } from './object-parse.ts';
import type { GitCommand, GitProgram } from './process/git-command.ts';
import { gitFailure } from './process/git-failure.ts';

/** Reads one bare repository of the cache through the `git` program, never reaching the network. */
export class LocalRepository {
  readonly directory: string;
  readonly #git: GitProgram;

  constructor(git: GitProgram, directory: string) {
    this.#git = git;
    this.directory = directory;
  }

  /** The commit that a name (a reference or object name) leads to, and the tag on the way. */
  async readCommit(
    name: string,
    signal: AbortSignal,
  ): Promise<{ readonly commit: CommitObject; readonly tag?: TagObject } | undefined> {
    const [found, commit] = await this.#readObjects([name, `${name}^{commit}`], signal);
    if (found === undefined || commit === undefined || commit.type !== 'commit') return undefined;
    return {
      commit: parseCommit(commit.oid, commit.content),
      ...(found.type === 'tag' ? { tag: parseTag(found.oid, found.content) } : {}),
    };
  }

  /** Says whether a commit is here. */
  async hasCommit(oid: string, signal: AbortSignal): Promise<boolean> {
    const { stdout } = await this.run(['cat-file', '--batch-check'], signal, { stdin: `${oid}\n` });
    return stdout.toString('latin1').startsWith(`${oid} commit `);
  }

  /** Runs a command that must succeed. @throws GitError */
  async run(
    args: readonly string[],
    signal: AbortSignal,
    more: Partial<Omit<GitCommand, 'directory' | 'args' | 'signal'>> = {},
  ): Promise<{ readonly stdout: Buffer }> {
    const result = await this.#git.run({ directory: this.directory, args, signal, ...more });
    if (result.exitCode !== 0) {
      throw gitFailure(`git ${args[0] ?? ''} failed`, result.exitCode, result.stderr);
    }
    return result;
  }

  async #readObjects(
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<
    ({ readonly oid: string; readonly type: string; readonly content: Buffer } | undefined)[]
  > {
    const { stdout } = await this.run(['cat-file', '--batch'], signal, {
      stdin: names.map((name) => `${name}\n`).join(''),
    });
    let at = 0;
    return names.map(() => {
      const newline = stdout.indexOf(0x0a, at);
      const header = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(stdout.toString('latin1', at, newline));
      if (header?.[1] === undefined || header[2] === undefined) {
        at = newline + 1;
        return undefined;
      }
      const start = newline + 1;
      const end = start + Number(header[3]);
      if (newline < 0 || end > stdout.length)
        throw new GitError('GitFailed', 'git cat-file ended early');
      at = end + 1;
      return { oid: header[1], type: header[2], content: stdout.subarray(start, end) };
    });
  }
}
