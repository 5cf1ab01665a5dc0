// Fails when a package imports, depends on or refers to one that does not lie on a lower floor and
// is not named as its neighbour in packages/floors.json; or when package.json, tsconfig.json and
// the imports tell different stories.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './setup.mjs';

const table = JSON.parse(readFileSync(join(root, 'packages/floors.json'), 'utf8'));
const floorOf = new Map();
for (const [floor, packages] of Object.entries(table.floors)) {
  for (const name of packages) floorOf.set(name, Number(floor));
}
const problems = [];

function allowed(from, to) {
  return floorOf.get(to) < floorOf.get(from) || (table.neighbours[from] ?? []).includes(to);
}

function* sources(folder) {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (path.endsWith('.ts')) yield path;
  }
}

const importPattern = /(?:from\s+|import\s*\(\s*|import\s+)['"]((?:@fluxts\/|\.\.?\/)[^'"]+)['"]/g;

for (const name of readdirSync(join(root, 'packages'))) {
  const folder = join(root, 'packages', name);
  if (!existsSync(join(folder, 'package.json'))) continue;
  if (!floorOf.has(name)) {
    problems.push(`packages/${name} has no floor in packages/floors.json`);
    continue;
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const declared = new Set(
    Object.keys(manifest.dependencies ?? {})
      .filter((dependency) => dependency.startsWith('@fluxts/'))
      .map((dependency) => dependency.slice('@fluxts/'.length)),
  );
  const referenced = new Set(
    JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).references.map(({ path }) =>
      basename(path),
    ),
  );
  const imported = new Set();
  for (const file of sources(join(folder, 'src'))) {
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(importPattern)) {
      if (specifier.startsWith('.')) {
        const target = join(file, '..', specifier);
        if (!target.startsWith(join(folder, 'src')))
          problems.push(`${file.slice(root.length + 1)} imports ${specifier}, outside its package`);
        continue;
      }
      const [, target, rest] = /^@fluxts\/([^/]+)(\/.*)?$/.exec(specifier) ?? [];
      imported.add(target);
      if (!allowed(name, target))
        problems.push(
          `${file.slice(root.length + 1)} imports ${specifier}: ${name} stands on floor ${floorOf.get(name)}, ${target} on floor ${floorOf.get(target)}`,
        );
      if (rest) {
        const exports = JSON.parse(
          readFileSync(join(root, 'packages', target, 'package.json'), 'utf8'),
        ).exports;
        if (!(`.${rest}` in exports))
          problems.push(
            `${file.slice(root.length + 1)} imports ${specifier}, which is no public face`,
          );
      }
    }
  }
  for (const target of declared) {
    if (!allowed(name, target))
      problems.push(`packages/${name}/package.json depends on ${target}, which is not below it`);
    if (!imported.has(target))
      problems.push(`packages/${name}/package.json depends on ${target}, which no source imports`);
  }
  for (const target of imported) {
    if (!declared.has(target))
      problems.push(`packages/${name} imports ${target} but package.json does not depend on it`);
    if (!referenced.has(target))
      problems.push(`packages/${name} imports ${target} but tsconfig.json does not refer to it`);
  }
  for (const target of referenced) {
    if (!imported.has(target))
      problems.push(`packages/${name}/tsconfig.json refers to ${target}, which no source imports`);
  }
}

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
