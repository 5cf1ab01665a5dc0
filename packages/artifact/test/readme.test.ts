import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { transform } from 'esbuild';
import { expect, it } from 'vitest';
import * as artifact from '@fluxts/artifact';
import { Scratch } from './fixture.ts';

it('does what the README shows', async () => {
  const scratch = new Scratch();
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const body = example.replace(/import (\{[^}]*\}) from '[^']+';/, 'const $1 = given.artifact;');
  const source = `export default async (given) => { const { createServer, once, storeFolder, cacheDir, report } = given; let address = ''; ${body} };`;
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: (given: object) => Promise<void>;
  };
  const reports: unknown[] = [];
  await module.default({
    artifact,
    createServer,
    once,
    storeFolder: scratch.path('store'),
    cacheDir: scratch.path('cache'),
    report: (...said: unknown[]) => reports.push(...said),
  });
  expect(reports).toEqual([
    expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:\d+\/gitrepository\/apps\/podinfo\/abc\.tar\.gz$/,
    ),
    ['a.yaml'],
  ]);
  scratch.close();
});
