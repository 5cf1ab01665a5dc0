// Bundles the command line into dist/bundle: a small entry, a chunk a command family, and an entry for
// each thread. Does nothing when no file that went into the last bundle has changed.
import { build } from 'esbuild';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seeThroughFaces } from './see-through-faces.mjs';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(dirname(folder));
const examples = join(root, 'examples');
const outdir = join(folder, 'dist/bundle');
const stampFile = join(folder, 'dist/.bundle.json');

const entryPoints = {
  main: join(folder, 'src/main.ts'),
  'api-server-thread': join(folder, 'src/threads/api-server.ts'),
  'worker-thread': join(folder, 'src/threads/worker.ts'),
};

/** Every file below a folder, relative to the root. */
function filesIn(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

/** What tells whether a file changed, without reading it. */
function mark(file) {
  try {
    const { mtimeMs, size } = statSync(join(root, file));
    return `${mtimeMs}:${size}`;
  } catch {
    return 'missing';
  }
}

function isFresh() {
  if (!existsSync(stampFile) || !existsSync(join(outdir, 'main.js'))) return false;
  try {
    const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
    return (
      JSON.stringify(stamp.entries) === JSON.stringify(Object.keys(entryPoints)) &&
      Object.entries(stamp.inputs).every(([file, seen]) => mark(file) === seen)
    );
  } catch {
    return false;
  }
}

/** Removes what earlier bundles left; files of the same name have been replaced by then. */
function prune(written, directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (path === join(outdir, 'examples')) continue;
    if (entry.isDirectory()) prune(written, path);
    else if (!written.has(path)) rmSync(path);
  }
}

if (!isFresh()) {
  const result = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.11',
    // Sibling packages come from their sources, so that stack traces name them.
    conditions: ['source'],
    chunkNames: 'chunks/[name]-[hash]',
    external: ['lmdb'],
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [seeThroughFaces(join(root, 'packages'))],
    logLevel: 'warning',
    // Packages written as CommonJS ask for Node's modules by `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
    },
  });
  const inputs = [
    ...Object.keys(result.metafile.inputs),
    ...filesIn(examples),
    ...filesIn(dirname(fileURLToPath(import.meta.url))),
    'package-lock.json',
  ].filter((file) => !file.includes(':'));
  cpSync(examples, join(outdir, 'examples'), { recursive: true });
  prune(new Set(Object.keys(result.metafile.outputs).map((file) => join(root, file))), outdir);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(
    stampFile,
    JSON.stringify({
      entries: Object.keys(entryPoints),
      inputs: Object.fromEntries(inputs.map((file) => [file, mark(file)])),
    }),
  );
}
