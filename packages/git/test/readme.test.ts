import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';
import * as git from '@fluxts/git';
import { createWorld } from './fixture.ts';

it('does what the README shows', async () => {
  const world = await createWorld();
  const repository = world.add('app');
  const commit = repository.commit({ 'a.yaml': 'a: 1\n' });
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const body = example.replace(/import (\{[^}]*\}) from '[^']+';/, 'const $1 = given.git;');
  const source = `export default async (given) => { const { workingFolder, cacheDir, report } = given; ${body} };`;
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: (given: object) => Promise<void>;
  };
  const reports: string[] = [];
  await module.default({
    git,
    workingFolder: repository.directory,
    cacheDir: `${world.root}/readme`,
    report: (line: string) => reports.push(line),
  });
  expect(reports).toEqual([`main@sha1:${commit} a.yaml 5`]);
  await world.close();
});
