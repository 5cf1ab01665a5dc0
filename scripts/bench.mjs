// `npm run bench [-- --slow] [NAME…]`: runs the benchmarks in bench/, one after the other, and
// prints ratios and differences within each run.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild, ensureDependencies, fail, requireNode, root, run, say } from './setup.mjs';

requireNode();
ensureDependencies();
ensureDependencies(join(root, 'test/tools'));
ensureBuild();

const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => basename(file, '.mjs'))
  .sort();
for (const name of wanted) {
  if (!all.includes(name)) fail(`no benchmark '${name}'; there are: ${all.join(', ')}`);
}
const env = { ...process.env, ...(await realTools()) };
for (const name of wanted.length > 0 ? wanted : all) {
  say(`bench ${name}`);
  run(process.execPath, [join(root, 'bench', `${name}.mjs`), ...options], { env });
}

/** The real kubectl and helm of test/tools, by the environment variables that benchmarks look for them. */
async function realTools() {
  const { build } = await import('esbuild');
  const outfile = join(root, 'test/.cache/tools.mjs');
  await build({
    entryPoints: [join(root, 'test/support/tools.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  const tools = await import(pathToFileURL(outfile).href);
  const found = { KUBECTL: tools.kubectl('1.35').found, HELM: tools.helm().found };
  return Object.fromEntries(Object.entries(found).filter(([, path]) => path !== undefined));
}
