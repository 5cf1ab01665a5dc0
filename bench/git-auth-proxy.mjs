// git-auth-proxy beside the git host itself, in one run: the throughput of a clone of 200 MB and the
// memory that it takes, the latency that the proxy adds, and 200 clones at once.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startApiServer } from '../packages/apiserver/dist/index.js';
import { createGitServer } from '../packages/git/dist/index.js';
import {
  createKubeClient,
  parseKubeconfig,
  resolveKubeconfig,
} from '../packages/kube-client/dist/index.js';
import { figure, median, percentile, time } from './support/numbers.mjs';

const run = promisify(execFile);
const binary = fileURLToPath(new URL('../packages/cli/bin/flux.js', import.meta.url));
const megabytes = 200;
const clonesAtOnce = 200;
const path = (name) => `/org/project/_git/${name}`;
let clones = 0;
const folder = mkdtempSync(join(tmpdir(), 'bench-git-auth-proxy-'));
const pat = randomBytes(20).toString('hex');

const api = await startApiServer({ simulateWorkloads: false });
const client = createKubeClient(resolveKubeconfig(parseKubeconfig([{ text: api.kubeconfig }])));
const host = await startHost();
const proxy = await startProxy();
try {
  const direct = `http://pat:${pat}@${host.address}`;
  const proxied = async (name) =>
    `http://git:${await token(name)}@${new URL(proxy.url).host}${path(name)}`;

  console.log(`a clone of ${megabytes} MB`);
  const big = [`${direct}${path('big')}`, await proxied('big')];
  await Promise.all(big.map((url) => run('git', ['ls-remote', url])));
  const before = rss(proxy.child.pid);
  const [straight, through] = await alternate(3, big, (url) => clone(url));
  figure('direct', time(straight));
  figure('through the proxy', time(through));
  figure('throughput, of the direct one', `${Math.round((100 * straight) / through)} %`, '80 %');
  figure(
    'memory of the proxy, before and at its highest',
    `${before} MiB, ${rss(proxy.child.pid, 'VmHWM')} MiB`,
  );

  console.log('1,000 small requests, one after the other');
  const api1 = `/org/project/_apis/git/repositories/small/refs`;
  const agent = new Agent({ keepAlive: true });
  const basic = (user, password) =>
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const small = await token('small');
  const ask = {
    direct: () => request(`http://${host.address}${api1}`, basic('pat', pat), agent),
    proxied: () => request(`${proxy.url}${api1}`, basic('git', small), agent),
  };
  const took = { direct: [], proxied: [] };
  for (let turn = 0; turn < 1100; turn++) {
    for (const way of ['direct', 'proxied']) {
      const ms = await ask[way]();
      if (turn >= 100) took[way].push(ms);
    }
  }
  agent.destroy();
  figure(
    'direct, median and p99',
    `${time(median(took.direct))}, ${time(percentile(took.direct, 99))}`,
  );
  figure(
    'proxied, median and p99',
    `${time(median(took.proxied))}, ${time(percentile(took.proxied, 99))}`,
  );
  figure('added, p99', time(percentile(took.proxied, 99) - percentile(took.direct, 99)), '5 ms');

  console.log(`${clonesAtOnce} clones at once`);
  const one = await proxied('small');
  const atOnce = await timed(() =>
    Promise.all(Array.from({ length: clonesAtOnce }, () => clone(one))),
  );
  const alone = await timed(() =>
    Promise.all(Array.from({ length: clonesAtOnce }, () => clone(`${direct}${path('small')}`))),
  );
  figure('direct', time(alone));
  figure('through the proxy, all of them whole', time(atOnce));
  figure('memory of the proxy at its highest', `${rss(proxy.child.pid, 'VmHWM')} MiB`);
} finally {
  proxy.child.kill('SIGTERM');
  await once(proxy.child, 'exit');
  client.close();
  await host.close();
  await api.close();
  rmSync(folder, { recursive: true, force: true });
}

async function startHost() {
  const repositories = new Map([
    [path('big'), repository('big', randomBytes(megabytes * 1_000_000))],
    [path('small'), repository('small', 'hello')],
  ]);
  const git = createGitServer({
    repository: (asked) =>
      repositories.has(asked)
        ? { directory: repositories.get(asked), basic: { username: 'pat', password: pat } }
        : undefined,
  });
  const server = createServer((request, response) => {
    if (!git.handle(request, response)) response.end('{"value":[]}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${server.address().port}`,
    close: async () => {
      await git.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A bare repository with one file. What is random is stored as it is. */
function repository(name, content) {
  const work = join(folder, `${name}.work`);
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b', ...args], { cwd: work });
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', work]);
  git('config', 'core.compression', '0');
  writeFileSync(join(work, 'file'), content);
  git('add', 'file');
  git('commit', '--quiet', '--message=first');
  const bare = join(folder, `${name}.git`);
  execFileSync('git', ['clone', '--quiet', '--bare', work, bare]);
  execFileSync('git', ['config', 'core.compression', '0'], { cwd: bare });
  execFileSync('git', ['repack', '-adq'], { cwd: bare });
  return bare;
}

async function startProxy() {
  for (const name of ['flux-system', 'tenant']) {
    await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const config = join(folder, 'proxy.json');
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, api.kubeconfig, { mode: 0o600 });
  const organization = { name: 'org', provider: 'azuredevops', azuredevops: { pat } };
  const entries = ['big', 'small'].map((name) => ({
    project: 'project',
    name,
    namespaces: ['tenant'],
    secretNameOverride: name,
  }));
  const settings = { ...organization, host: host.address, scheme: 'http', repositories: entries };
  writeFileSync(config, JSON.stringify({ organizations: [settings] }), { mode: 0o600 });
  const child = spawn(
    process.execPath,
    [
      binary,
      'git-auth-proxy',
      `--config=${config}`,
      `--kubeconfig=${kubeconfig}`,
      '--addr=127.0.0.1:0',
      '--metrics-addr=0',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
      const found = /taking requests at (\S+)/.exec(said);
      if (found !== null) resolve(found[1]);
    });
    child.on('exit', () => reject(new Error(said)));
  });
  return { child, url };
}

async function token(name) {
  for (;;) {
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace: 'tenant', name };
    const secret = await client.find(ref);
    if (secret !== undefined) return Buffer.from(secret.data.token, 'base64').toString('utf8');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function clone(url) {
  const target = join(folder, `clone-${clones++}`);
  await run('git', ['-c', 'core.compression=0', 'clone', '--quiet', '--bare', url, target]);
  rmSync(target, { recursive: true });
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Both ways in turn, so that what else the machine does befalls both. @returns the median of each */
async function alternate(times, ways, work) {
  const all = ways.map(() => []);
  for (let turn = 0; turn < times; turn++) {
    for (const [index, way] of ways.entries()) all[index].push(await timed(() => work(way)));
  }
  return all.map(median);
}

function request(url, authorization, agent) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`HTTP ${response.statusCode}`));
      response.resume();
      response.on('end', () => resolve(performance.now() - start));
    }).on('error', reject);
  });
}

/** Memory of a process in MiB, where the system tells. */
function rss(pid, field = 'VmRSS') {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  } catch {
    return '?';
  }
}
