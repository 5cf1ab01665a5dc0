#!/usr/bin/env node
/* oxlint-disable eslint/no-console -- a command line tool */
// Runs the expression cases of the Helm corpus that are about templates and functions, and compares
// with what real Helm printed or said.
//   node packages/gotemplate/conformance/run.mjs [--filter REGEXP] [--verbose]
// Cases that need a chart to be loaded, values to be merged or flags to be read are the helm package's
// and are skipped here, as are those of functions that only Helm has.
// The corpus is looked for in $FLUXTS_SHARED or ../shared beside the checkout; without it nothing is run.
// Works on the built packages. The last line is `N passed, N failed, N skipped`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemplateSet } from '@fluxts/gotemplate';
import { helmError, helmFunctions, topLevel } from './helm-functions.mjs';

const checkout = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const shared = process.env.FLUXTS_SHARED ?? join(checkout, '..', 'shared');
const cases = join(shared, 'corpus', 'helm', 'open', 'exprs');
const verbose = process.argv.includes('--verbose');
const filterAt = process.argv.indexOf('--filter');
const filter = new RegExp(filterAt < 0 ? '' : process.argv[filterAt + 1]);

const hint = '\n\nUse --debug flag to render out invalid YAML';
/** Cases that print something else, with the reason. */
const differences = new Map([
  [
    'helm-yaml-json-toml-0065',
    'the YAML writer leaves `...` unquoted, which reads back as the same',
  ],
  ['helm-yaml-json-toml-0067', 'the YAML writer escapes the control character U+007F'],
  ['helm-yaml-json-toml-0191', 'malformed JSON is refused in the words of the JSON reader'],
]);
/** What the helm package provides: functions, objects with methods, and the rendering of manifests. */
const helmOnly =
  /toToml|fromToml|toYamlPretty|fromYaml|fromJson|toDuration|\.Files\b|\.Chart\b|\.Capabilities|\.Subcharts|\.Values\.(As|Table|PathValue)|mustTo|durationSeconds/;
const helmGroups = new Set([
  'chart-yaml',
  'helm-files',
  'helm-flags',
  'render-output',
  'values-merge',
  'values-yaml',
]);

if (existsSync(cases)) main();
else {
  console.log(`skipped: no corpus at ${cases}`);
  console.log('0 passed, 0 failed');
}

function main() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(cases).sort()) {
    const group = file.replace(/\.json$/, '');
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const testCase of JSON.parse(readFileSync(join(cases, file), 'utf8'))) {
      if (!filter.test(testCase.name)) continue;
      if (isHelms(group, testCase)) {
        counts.skipped++;
        continue;
      }
      const difference = differences.get(testCase.name);
      if (difference !== undefined) {
        console.log(`known difference ${testCase.name}: ${difference}`);
        counts.skipped++;
        continue;
      }
      const actual = run(testCase);
      const wanted = expectation(testCase);
      if (actual === wanted) counts.passed++;
      else {
        counts.failed++;
        console.log(`FAIL ${testCase.name}`);
        if (verbose) console.log(`  ${testCase.template}\n  got    ${actual}\n  wanted ${wanted}`);
      }
    }
    for (const key of Object.keys(total)) total[key] += counts[key];
    console.log(
      `${group}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
    );
  }
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

function isHelms(group, testCase) {
  if (helmGroups.has(group)) return true;
  const { chartYaml, chartValues, files, flags } = testCase;
  return Boolean(chartYaml || chartValues || files || flags) || helmOnly.test(testCase.template);
}

function expectation(testCase) {
  if (testCase.error !== undefined) return `error: ${testCase.error.replace(hint, '')}`.trim();
  return testCase.expected.replace(/\n+$/, '');
}

function run(testCase) {
  const name =
    testCase.mode === 'direct' ? 'exprs/templates/expr.yaml' : 'exprs/templates/_expr.tpl';
  let set;
  try {
    set = new TemplateSet({
      name: 'gotpl',
      functions: helmFunctions(() => set),
      missingKey: 'zero',
    });
    set.parse(name, testCase.template);
    const output = set.execute(name, topLevel(testCase));
    return output.replaceAll('<no value>', '').replace(/\n+$/, '');
  } catch (error) {
    return `error: ${helmError(error)}`.trim();
  }
}
