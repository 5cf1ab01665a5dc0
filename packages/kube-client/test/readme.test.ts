import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as kubeClient from '../src/index.ts';
import { FakeApi, json, withCore } from './fake-api.ts';

let api: FakeApi;
let folder: string;

const object = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'app', namespace: 'default', resourceVersion: '2' },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
  api = await FakeApi.start(
    withCore((seen, response) => {
      if (seen.query.has('watch')) {
        response.write(`${JSON.stringify({ type: 'DELETED', object })}\n`);
      } else if (seen.path.endsWith('/configmaps')) {
        json(response, { metadata: { resourceVersion: '1' }, items: [object] });
      } else json(response, object);
    }),
  );
});

afterEach(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

test('the README’s example applies, lists, deletes and watches', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? '';
  const body = code.replace(/import \{([^}]*)\} from '[^']+';/, 'const {$1} = given.kubeClient;');
  const source = `export default async (given) => { const { kubeconfigFile, signal, report } = given; ${body} client.close(); };`;
  const file = join(folder, 'example.mjs');
  writeFileSync(file, (await transform(source, { loader: 'ts', format: 'esm' })).code);
  const kubeconfigFile = join(folder, 'config');
  writeFileSync(
    kubeconfigFile,
    `current-context: a
contexts: [{name: a, context: {cluster: a}}]
clusters: [{name: a, cluster: {server: '${api.url}'}}]
`,
  );
  const module = (await import(pathToFileURL(file).href)) as {
    default: (given: object) => Promise<void>;
  };
  const reports: unknown[] = [];
  await module.default({
    kubeClient,
    kubeconfigFile,
    signal: new AbortController().signal,
    report: (...said: unknown[]) => reports.push(said),
  });
  expect(reports).toEqual([[1, 'DELETED', 'app']]);
  expect(api.calls.map((seen) => seen.method)).toEqual(['PATCH', 'GET', 'DELETE', 'GET']);
});
