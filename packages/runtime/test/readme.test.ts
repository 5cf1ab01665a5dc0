import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as base from '@fluxts/base';
import * as runtime from '../src/index.ts';
import { WidgetApi } from './widget-api.ts';

let api: WidgetApi;
let folder: string;

beforeEach(async () => {
  api = await WidgetApi.start();
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
});

afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

/** The README's example as a function of what it takes for granted. */
async function example(): Promise<(given: object) => Promise<void>> {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const body = code.replace(
    /import \{([^}]*)\} from '(@fluxts\/[a-z]+)';/g,
    (_all, names: string, from: string) => `const {${names}} = given['${from}'];`,
  );
  const source = `export default async (given) => { const { client, log, signal } = given; ${body} };`;
  const { code: plain } = await transform(source, { loader: 'ts', format: 'esm' });
  const file = join(folder, 'example.mjs');
  writeFileSync(file, plain);
  const module = (await import(pathToFileURL(file).href)) as {
    default: (given: object) => Promise<void>;
  };
  return module.default;
}

test('the README’s example reconciles a widget', async () => {
  api.put('widgets', { metadata: { name: 'a', generation: 3 } });
  const client = api.client();
  const controller = new AbortController();
  const run = (await example())({
    client,
    log: runtime.silentLogger,
    signal: controller.signal,
    '@fluxts/base': base,
    '@fluxts/runtime': runtime,
  });
  await expect.poll(() => api.read('widgets', 'a')?.['status']).toEqual({ observedGeneration: 3 });
  controller.abort();
  await run;
  client.close();
});
