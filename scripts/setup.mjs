// What every script needs before it can run: dependencies as the lock file says, and a build.
// Uses nothing but Node's own modules, since it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that fluxts runs on. */
const oldestNode = [20, 19];

/** Ends with a plain sentence where the Node that runs this is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`fluxts needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
}

/** Prints a reason and ends with exit code 1. */
export function fail(reason) {
  process.stderr.write(`✗ ${reason}\n`);
  process.exit(1);
}

/** Says what is going on; on standard error, so that standard output stays a program's own. */
export function say(text) {
  process.stderr.write(`► ${text}\n`);
}

/** Runs a program to its end; ends this one with the same code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) fail(`could not run ${command}: ${result.error.message}`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/**
 * Installs a folder's dependencies with `npm ci`, only when its lock file is not the one that was
 * installed last. The mark lies in node_modules, so that removing the folder installs anew.
 */
export function ensureDependencies(folder = root) {
  const lock = join(folder, 'package-lock.json');
  const mark = join(folder, 'node_modules', '.installed-lock');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  say(
    `installing dependencies (npm ci${folder === root ? '' : ` in ${folder.slice(root.length + 1)}`})`,
  );
  run('npm', ['ci', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, hash);
}

/** Compiles what changed and bundles the command line when something did. */
export function ensureBuild() {
  run(process.execPath, [join(root, 'scripts/build.mjs')]);
}
