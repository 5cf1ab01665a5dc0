// `npm run conformance`: runs the engines over the corpora with golden output of the real tools.
// The corpora lie beside the checkout, in ../shared, or where FLUXTS_SHARED says; without them
// nothing is run, and that is said.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, requireNode, root } from './setup.mjs';
import { printTally, recordTally } from './tally.mjs';

requireNode();
ensureDependencies();
ensureBuild();

const shared = process.env.FLUXTS_SHARED ?? join(root, '../shared');
const runners = [
  ['kustomize', 'packages/kustomize/conformance/run.mjs', 'corpus/kustomize'],
  ['gotemplate', 'packages/gotemplate/conformance/run.mjs', 'corpus/helm'],
];

const tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, script, corpus] of runners) {
  if (!existsSync(join(root, script))) continue;
  if (!existsSync(join(shared, corpus))) {
    process.stdout.write(`${name}: skipped, the corpus is not at ${join(shared, corpus)}\n`);
    continue;
  }
  const result = spawnSync(process.execPath, [join(root, script)], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, FLUXTS_SHARED: shared },
    maxBuffer: 256 * 1024 * 1024,
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  const counts = [
    ...result.stdout.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm),
  ].at(-1);
  if (counts === undefined) {
    process.stdout.write(`${name}: the runner printed no count\n`);
    tally.failed++;
    continue;
  }
  tally.passed += Number(counts[1]);
  tally.failed += Number(counts[2]);
  tally.skipped += Number(counts[3] ?? 0);
  if (result.status !== 0 && Number(counts[2]) === 0) tally.failed++;
}
recordTally('conformance', tally);
printTally(tally);
process.exit(tally.failed === 0 ? 0 : 1);
