// `npm test`: sets everything up, then runs every test. Arguments go to vitest: `npm test -- packages/yaml`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, fail, requireNode, root } from './setup.mjs';
import { printTally, recordTally } from './tally.mjs';

requireNode();
ensureDependencies();
ensureDependencies(join(root, 'test/tools'));
ensureBuild();

const report = join(root, '.cache/vitest.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(report, { force: true });
const result = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);

let summary;
try {
  summary = JSON.parse(readFileSync(report, 'utf8'));
} catch (error) {
  fail(`the test runner left no report: ${error.message}`);
}
// A file that does not even load has no test that failed, yet its tests did not pass.
const brokenFiles = summary.testResults.filter(
  (file) =>
    file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;
const tally = {
  passed: summary.numPassedTests,
  failed: summary.numFailedTests + brokenFiles,
  skipped: summary.numPendingTests + summary.numTodoTests,
};
recordTally('test', tally);
printTally(tally);
process.exit(result.status === 0 && tally.failed === 0 && tally.passed > 0 ? 0 : 1);
