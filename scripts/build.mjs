// `npm run build`: type checks and compiles what changed, then bundles the command line.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ensureDependencies, requireNode, root, run } from './setup.mjs';

requireNode();
ensureDependencies();

const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
run(process.execPath, [compiler, '-b', ...process.argv.slice(2)]);
const bundler = join(root, 'packages/cli/scripts/bundle.mjs');
if (existsSync(bundler)) run(process.execPath, [bundler]);
