// Start-up of the command: `flux --version` beside a bare `node`, and from the start of `flux get ks` to its
// first connection to the API server, beside a bare `node` that does nothing but connect. Taken in turns,
// so that whatever else the machine does hits all alike.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figure, median, time } from './support/numbers.mjs';

const rounds = process.argv.includes('--slow') ? 41 : 15;
const flux = fileURLToPath(new URL('../packages/cli/bin/flux.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fluxts-bench-'));
const kubeconfig = join(folder, 'kubeconfig');

let connected = () => {};
const server = createServer((socket) => {
  connected(performance.now());
  socket.on('error', () => {});
  socket.destroy();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
writeFileSync(
  kubeconfig,
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    clusters: [
      {
        name: 'bench',
        cluster: { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true },
      },
    ],
    users: [{ name: 'bench', user: { token: 'none' } }],
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
  }),
);

/** How long a process runs. */
async function runTime(args) {
  const start = performance.now();
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
  return performance.now() - start;
}

/** How long a process takes to connect. */
async function connectTime(args) {
  const start = performance.now();
  const connection = new Promise((resolve) => (connected = resolve));
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const exit = once(child, 'exit');
  const at = await connection;
  child.kill();
  await exit;
  return at - start;
}

const connect = `require('node:net').connect(${port}, '127.0.0.1').on('error', () => {})`;
const samples = { bare: [], version: [], connect: [], get: [] };
for (let round = -1; round < rounds; round++) {
  const taken = {
    bare: await runTime(['-e', '0']),
    version: await runTime([flux, '--version']),
    connect: await connectTime(['-e', connect]),
    get: await connectTime([flux, 'get', 'ks', '--kubeconfig', kubeconfig]),
  };
  // The first round finds nothing in the caches.
  if (round >= 0) for (const [name, ms] of Object.entries(taken)) samples[name].push(ms);
}
const of = (name) => median(samples[name]);
console.log(`start-up, median of ${rounds}`);
figure('bare node, whole process', time(of('bare')));
figure(
  'flux --version, whole process',
  `${time(of('version'))}, ${(of('version') / of('bare')).toFixed(2)} times bare node`,
  '1.3 times',
);
figure(
  'flux get ks to its first connection',
  `${time(of('get'))}, ${time(of('get') - of('connect'))} above bare node`,
  '40 ms',
);
server.close();
rmSync(folder, { recursive: true, force: true });
