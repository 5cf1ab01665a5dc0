import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const built = existsSync(join(root, 'packages/apiserver/dist/index.js'));

/** A process of its own that serves a folder and says how to reach it. */
const program = `
  import { startApiServer } from '@fluxts/apiserver';
  const server = await startApiServer({ dataDir: process.argv[1], simulateWorkloads: false });
  console.log(JSON.stringify(server.adminClientConfig));
`;

interface Config {
  readonly server: string;
  readonly certificateAuthority: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

let folder: string;
const running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxts-kill-'));
});
afterEach(async () => {
  await kill();
  rmSync(folder, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  for (const child of running.splice(0)) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

async function start(): Promise<Config> {
  const started = spawn(process.execPath, ['--input-type=module', '-e', program, folder], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(started);
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
  return JSON.parse(line) as Config;
}

interface Answer {
  readonly code: number;
  readonly revision: number;
  readonly counter: string | undefined;
}

function ask(config: Config, agent: Agent, method: string, body?: unknown): Promise<Answer> {
  const path = '/api/v1/namespaces/default/configmaps/counter?fieldManager=test&force=true';
  return new Promise((resolve, reject) => {
    const content = body === undefined ? '' : JSON.stringify(body);
    const outgoing = request(`${config.server}${path}`, {
      method,
      agent,
      headers: {
        'content-type': 'application/apply-patch+yaml',
        'content-length': Buffer.byteLength(content),
      },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const object = JSON.parse(text) as {
          metadata: { resourceVersion?: string };
          data?: { count?: string };
        };
        resolve({
          code: response.statusCode ?? 0,
          revision: Number(object.metadata.resourceVersion ?? 0),
          counter: object.data?.count,
        });
      });
    });
    outgoing.end(content);
  });
}

const name = 'what was answered is there after SIGKILL, and revisions go on';
const missing = built ? '' : ' (the packages are not built: npm run build)';

test.skipIf(!built)(name + missing, async () => {
  let count = 0;
  let revision = 0;
  for (let round = 0; round < 6; round++) {
    const config = await start();
    const agent = new Agent({
      keepAlive: true,
      ca: config.certificateAuthority,
      cert: config.clientCertificate,
      key: config.clientKey,
    });
    const present = await ask(config, agent, 'GET');
    if (round > 0) {
      // A write that was under way may have arrived; one that was answered must have.
      expect(Number(present.counter)).toBeGreaterThanOrEqual(count);
      expect(Number(present.counter)).toBeLessThanOrEqual(count + 1);
      expect(present.revision).toBeGreaterThanOrEqual(revision);
      count = Number(present.counter);
    }
    const writes = 5 + round * 3;
    for (let index = 0; index < writes; index++) {
      const { code, revision: next } = await ask(config, agent, 'PATCH', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'counter' },
        data: { count: String(count + 1) },
      });
      expect(code).toBeLessThan(300);
      expect(next).toBeGreaterThan(revision);
      revision = next;
      count++;
    }
    const cutOff = ask(config, agent, 'PATCH', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'counter' },
      data: { count: String(count + 1) },
    }).catch(() => undefined);
    await kill();
    if ((await cutOff) !== undefined) count++;
    agent.destroy();
  }
  expect(count).toBeGreaterThan(50);
});
