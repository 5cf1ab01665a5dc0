// A git repository to commit to, and its bare twin that is served and pushed to.
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const identity = [
  '-c',
  'user.name=bench',
  '-c',
  'user.email=bench@localhost',
  '-c',
  'commit.gpgsign=false',
];

/** Makes a bare repository and a working folder whose commits go there. */
export async function makeRepository(folder) {
  const bare = `${folder}.git`;
  const work = folder;
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  await run('git', ['init', '--quiet', '--initial-branch=main', work]);
  const git = (...args) => run('git', [...identity, ...args], { cwd: work });
  return {
    bare,
    /** Writes files (`undefined` removes one), and commits all. */
    async commit(files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(work, path);
        if (text === undefined) {
          rmSync(file);
          continue;
        }
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      await git('add', '--all');
      await git('commit', '--quiet', '--message=Change');
    },
    /** Pushes the branch. Resolves to the commit. */
    async push() {
      await git('push', '--quiet', bare, 'main');
      return (await git('rev-parse', 'HEAD')).stdout.trim();
    },
  };
}
