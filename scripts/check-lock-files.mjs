// Fails when a lock file names a registry, or a dependency that wants an install script that we
// would miss (scripts are off): only prebuilt packages known to work without theirs are allowed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** Their install scripts only check for, or fall back from, the prebuilt binary that npm already placed. */
const worksWithoutItsScript = new Set(['esbuild', 'lmdb', 'msgpackr-extract', 'fsevents']);

const problems = [];
for (const file of ['package-lock.json', 'test/tools/package-lock.json']) {
  const path = join(root, file);
  if (!existsSync(path)) continue;
  const text = readFileSync(path, 'utf8');
  const lock = JSON.parse(text);
  for (const [location, entry] of Object.entries(lock.packages)) {
    const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (/^https?:/.test(entry.resolved ?? ''))
      problems.push(`${file}: ${location} names a registry`);
    if (entry.hasInstallScript && !worksWithoutItsScript.has(name))
      problems.push(`${file}: ${name} has an install script`);
  }
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
