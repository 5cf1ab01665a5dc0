#!/usr/bin/env node
/* oxlint-disable eslint/no-console -- a command line tool */
// Builds every case of the kustomize corpus in this process and compares with the real tool's output.
//   node packages/kustomize/conformance/run.mjs [--filter REGEXP] [--verbose] [--cases DIR]
// The corpus is looked for in $FLUXTS_SHARED or ../shared beside the checkout; without it nothing is run.
// Works on the built packages. The last line is `N passed, N failed`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFileSystem, jsonEqual, memoryFileSystem } from '@fluxts/base';
import { build, collect, renderObjects } from '@fluxts/kustomize';
import { parseAll } from '@fluxts/yaml';

const words = process.argv.slice(2);
const verbose = words.includes('--verbose');
const filter = new RegExp(valueOf('--filter') ?? '');
const checkout = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const shared = process.env.FLUXTS_SHARED ?? join(checkout, '..', 'shared');
const cases = valueOf('--cases') ?? join(shared, 'corpus', 'kustomize', 'open');

if (!existsSync(cases)) {
  console.log(`skipped: no corpus at ${cases}`);
  console.log('0 passed, 0 failed');
} else {
  await main();
}

function valueOf(flag) {
  const at = words.indexOf(flag);
  return at < 0 ? undefined : words[at + 1];
}

async function main() {
  const counts = { success: 0, bytes: 0, successes: 0, fifo: 0, fifos: 0, fifoBytes: 0 };
  const errors = { failed: 0, cause: 0, text: 0, all: 0 };
  let failed = 0;
  const names = readdirSync(cases).sort();
  for (const name of names.filter((name) => filter.test(name))) {
    const directory = join(cases, name);
    const description = JSON.parse(readFileSync(join(directory, 'case.json'), 'utf8'));
    const result = await run(directory, description, 'legacy');
    if (description.expectError) {
      errors.all++;
      const expected = readFileSync(join(directory, 'expected_error.txt'), 'utf8').trimEnd();
      const contains =
        result.error !== undefined && result.error.includes(description.errorContains);
      if (result.error !== undefined) errors.failed++;
      if (contains) errors.cause++;
      const same = `error: ${result.error}`.trimEnd() === expected;
      if (same) errors.text++;
      if (!contains) {
        failed++;
        report('FAIL', name, result.error ?? 'built, but an error was expected');
      } else if (!same && verbose) {
        report('text', name, `error: ${result.error}\n  wanted ${expected}`);
      }
      continue;
    }
    counts.successes++;
    const golden = compare(result, join(directory, 'expected.yaml'));
    if (golden.same) counts.success++;
    if (golden.bytes) counts.bytes++;
    let ok = golden.same;
    if (!golden.same) report('FAIL', name, golden.why);
    else if (!golden.bytes && verbose) report('bytes', name, golden.why);
    const fifoFile = join(directory, 'expected_fifo.yaml');
    if (existsSync(fifoFile)) {
      counts.fifos++;
      const fifo = compare(await run(directory, description, 'fifo'), fifoFile);
      if (fifo.same) counts.fifo++;
      if (fifo.bytes) counts.fifoBytes++;
      if (!fifo.same) report('FAIL fifo', name, fifo.why);
      ok &&= fifo.same;
    }
    if (!ok) failed++;
  }
  const all = counts.successes + errors.all;
  console.log(
    `success cases: ${counts.success}/${counts.successes}, bytes equal ${counts.bytes}; ` +
      `fifo: ${counts.fifo}/${counts.fifos}, bytes equal ${counts.fifoBytes}`,
  );
  console.log(
    `error cases: ${errors.failed}/${errors.all}, same cause ${errors.cause}, same text ${errors.text}`,
  );
  console.log(`${all - failed} passed, ${failed} failed`);
  if (failed > 0 || all === 0) process.exitCode = 1;
}

async function run(directory, { root, options }, order) {
  const input = join(directory, 'input');
  const fs = existsSync(input) ? diskFileSystem(input) : memoryFileSystem({});
  try {
    const tree = await collect(root, fs, { rootName: '{INPUT}' });
    const result = build(tree, {
      order,
      ...(options.loadRestrictor === undefined ? {} : { loadRestrictor: options.loadRestrictor }),
      managedByLabel: isOn(options.env?.KUSTOMIZE_ENABLE_MANAGEDBY_LABEL),
    });
    return { text: renderObjects(result.objects.map(({ object }) => object)) };
  } catch (error) {
    if (error.code === undefined) throw error;
    return { error: error.message };
  }
}

/** What the real tool takes for yes. */
function isOn(value) {
  return value !== undefined && ['on', 'true', '1', 'yes'].includes(value.toLowerCase());
}

function compare(result, file) {
  const expected = readFileSync(file, 'utf8');
  if (result.error !== undefined) return { same: false, bytes: false, why: result.error };
  if (result.text.trim() === expected.trim()) return { same: true, bytes: true };
  const [actual, wanted] = [result.text, expected].map((text) =>
    parseAll(text)
      .map(({ value }) => value)
      .filter((value) => value !== null),
  );
  return {
    same: jsonEqual(actual, wanted),
    bytes: false,
    why: firstDifference(result.text, expected),
  };
}

function firstDifference(actual, expected) {
  const [left, right] = [actual, expected].map((text) => text.split('\n'));
  const at = right.findIndex((line, index) => line !== left[index]);
  return `line ${at + 1}: ${JSON.stringify(left[at])} instead of ${JSON.stringify(right[at])}`;
}

function report(what, name, why) {
  console.log(`${what} ${name}: ${why}`);
}
