import { readFileSync } from 'node:fs';
import { createArtifactFetcher, createArtifactStore } from '@fluxts/artifact';
import { createGit } from '@fluxts/git';
import { createManager, silentLogger } from '@fluxts/runtime';
import * as source from '@fluxts/source-controller';
import { transform } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { condition, gitRepository, type Repository, World } from './world.ts';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.end());

it('does what the README of source-controller shows', async () => {
  const commit = world.repository('readme').commit({ a: '1' });
  await world.apply({ url: `${world.base}/readme`, ref: { branch: 'main' } });
  const readme = readFileSync(
    new URL('../../packages/source-controller/README.md', import.meta.url),
    'utf8',
  );
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const body = example.replace(/import (\{[^}]*\}) from '[^']+';/, 'const $1 = given.source;');
  const names =
    'createArtifactStore, createArtifactFetcher, createGit, createManager, silentLogger, ' +
    'client, gitRepository, storeFolder, treesFolder, gitFolder, address, signal, stop, report';
  const { code } = await transform(
    `export default async (given) => { const { ${names} } = given; ${body} };`,
    { loader: 'ts', format: 'esm' },
  );
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    default: (given: object) => Promise<void>;
  };
  const stop = new AbortController();
  let listed: readonly Repository[] = [];
  await module.default({
    source,
    createArtifactStore,
    createArtifactFetcher,
    createGit,
    createManager,
    silentLogger,
    client: world.client,
    gitRepository,
    storeFolder: `${world.root}/readme-store`,
    treesFolder: `${world.root}/readme-trees`,
    gitFolder: `${world.root}/readme-git`,
    address: '127.0.0.1:1',
    signal: stop.signal,
    stop: () => stop.abort(),
    report: (objects: readonly Repository[]) => (listed = objects),
  });
  expect(listed.map((object) => object.metadata.name)).toHaveLength(1);
  const object = await world.ready(listed[0]?.metadata.name ?? '');
  expect(condition(object, 'Ready')?.message).toBe(`Fetched revision: main@sha1:${commit}`);
});
