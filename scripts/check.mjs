// `npm run check`: every check that is not a test. Each runs, whether or not an earlier one failed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, requireNode, root } from './setup.mjs';
import { printTally, recordTally } from './tally.mjs';

requireNode();
ensureDependencies();
ensureBuild();

const bin = (name) => join(root, 'node_modules/.bin', name);
/** Name, program, arguments. @type {[string, string, string[]][]} */
const checks = [
  ['floors', process.execPath, ['scripts/check-floors.mjs']],
  ['lock files', process.execPath, ['scripts/check-lock-files.mjs']],
  ['types of tests', bin('tsc'), ['-p', 'tsconfig.tests.json']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['format', bin('oxfmt'), ['--check']],
  ['unused code', bin('knip'), ['--no-config-hints']],
  ['packages', process.execPath, ['scripts/check-packages.mjs']],
];

const tally = { passed: 0, failed: 0, skipped: 0 };
for (const [name, command, args] of checks) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  const passed = result.status === 0;
  process.stdout.write(`${passed ? '✔' : '✗'} ${name}\n`);
  if (!passed)
    process.stdout.write(
      `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n`,
    );
  tally[passed ? 'passed' : 'failed']++;
}
recordTally('check', tally);
printTally(tally);
process.exit(tally.failed === 0 ? 0 : 1);
