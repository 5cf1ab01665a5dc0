import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startApiServer } from '../src/index.ts';
import { Client } from './support/client.ts';

test("the README's example runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxts-readme-'));
  const server = await startApiServer({
    dataDir: join(folder, 'cluster'),
    kubeconfigPath: join(folder, 'kubeconfig'),
  });
  expect(readFileSync(join(folder, 'kubeconfig'), 'utf8')).toContain(server.url);
  const alice = new Client(await server.issueClientConfig('alice', ['developers']));
  expect((await alice.get('/api/v1/namespaces')).code).toBe(403);
  alice.close();
  await server.close();
  rmSync(folder, { recursive: true });
});
