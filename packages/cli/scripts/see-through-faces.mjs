// Lets the bundler look through the public faces of packages. A face (`src/index.ts`) re-exports only, and
// the bundler, when it splits code, takes whoever imports one name of it for a user of all files behind
// it. So imports of a face are turned into imports of the files that the names come from: a command then
// loads what it uses, and no more.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const importPattern = /^import\s*\{([^}]*)\}\s*from\s*'@fluxts\/([a-z-]+)';/gm;
const exportPattern = /export\s*(type\s*)?\{([^}]*)\}\s*from\s*'(\.[^']+)';/g;

/** The plugin. @param packages the folder of all packages */
export function seeThroughFaces(packages) {
  const faces = new Map();
  const faceOf = (name) => {
    if (!faces.has(name)) faces.set(name, readFace(join(packages, name, 'src/index.ts')));
    return faces.get(name);
  };
  return {
    name: 'see-through-faces',
    setup(builder) {
      builder.onLoad(
        { filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ },
        async ({ path }) => {
          const text = await readFile(path, 'utf8');
          const contents = text.replaceAll(importPattern, (statement, names, name) =>
            deepImports(statement, splitNames(names), faceOf(name)),
          );
          return { contents, loader: 'ts' };
        },
      );
    },
  };
}

/** Name → the file it comes from, for what a face names one by one. */
function readFace(file) {
  const origins = new Map();
  if (!existsSync(file)) return origins;
  for (const [, typesOnly, names, from] of readFileSync(file, 'utf8').matchAll(exportPattern)) {
    if (typesOnly) continue;
    for (const { type, imported, local } of splitNames(names)) {
      if (!type) origins.set(local, { file: join(dirname(file), from), name: imported });
    }
  }
  return origins;
}

/** Keeps the statement on one line, so that the lines of stack traces stay. */
function deepImports(statement, names, origins) {
  const values = names.filter(({ type }) => !type);
  if (values.some(({ imported }) => !origins.has(imported))) return statement;
  const lines = values.map(({ imported, local }) => {
    const { file, name } = origins.get(imported);
    return `import { ${name} as ${local} } from ${JSON.stringify(file)};`;
  });
  const breaks = statement.split('\n').length - 1;
  return lines.join(' ') + '\n'.repeat(breaks);
}

function splitNames(text) {
  return text
    .replaceAll(/\/\/[^\n]*/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const type = part.startsWith('type ');
      const [imported, local = imported] = part.replace(/^type /, '').split(/\s+as\s+/);
      return { type, imported, local };
    });
}
