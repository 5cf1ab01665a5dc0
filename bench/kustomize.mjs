// Builds overlays over many files (namespace, prefix, labels with selectors, an image, a patch): our own
// process beside `kubectl kustomize`, then a build in a warm process, with and without what a cache keeps.
// `KUBECTL` names the other binary. `--slow` adds 4000 resources.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFileSystem } from '@fluxts/base';
import { build, collect, createBuildCache, renderObjects } from '@fluxts/kustomize';
import { figure, median, time } from './support/numbers.mjs';

const overlay = `resources: [../base]
namespace: prod
namePrefix: p-
labels:
- pairs: {team: x}
  includeSelectors: true
images:
- name: nginx
  newTag: "1.25"
patches:
- target: {kind: Deployment}
  patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: any}
    spec: {template: {spec: {containers: [{name: main, env: [{name: C, value: d}]}]}}}
`;

const slow = process.argv.includes('--slow');
const sizes = slow ? [100, 1000, 4000] : [100, 1000];

if (process.argv.includes('--child')) await child(process.argv.at(-1));
else await main();

/** One build in a process of its own, as a command line does it. */
async function child(directory) {
  const tree = await collect('overlay', diskFileSystem(directory));
  const { objects } = build(tree, { order: 'legacy' });
  process.stdout.write(renderObjects(objects.map(({ object }) => object)));
  process.stderr.write(String(process.resourceUsage().maxRSS));
}

async function main() {
  const kubectl = findKubectl();
  if (kubectl === undefined) console.log('KUBECTL names no binary: the comparison is skipped');
  const ours = new Map();
  for (const count of sizes) {
    const directory = mkdtempSync(join(tmpdir(), 'bench-kustomize-'));
    try {
      writeTree(directory, count);
      console.log(`${count} resources in ${count} files`);
      ours.set(count, compareProcesses(directory, count, kubectl));
      await measureWarm(directory, count);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }
  if (slow) {
    const growth = ours.get(4000) / ours.get(1000);
    console.log('growth');
    figure('4000 resources to 1000, whole process', `${growth.toFixed(1)} times`, '5 times');
  }
}

function findKubectl() {
  const tools = fileURLToPath(new URL('../test/tools/node_modules/.bin/kubectl', import.meta.url));
  return [process.env.KUBECTL, tools].find((path) => path !== undefined && existsSync(path));
}

function compareProcesses(directory, count, kubectl) {
  const rounds = count > 1000 ? 3 : 5;
  const script = fileURLToPath(import.meta.url);
  const own = run(process.execPath, [script, '--child', directory], rounds);
  const ownMs = median(own.map(({ ms }) => ms));
  figure('whole process', time(ownMs));
  const rss = Math.round(Number(own[0].errors) / 1024);
  figure('memory of the process (RSS)', `${rss} MiB`);
  // It takes minutes for more.
  if (kubectl === undefined || count > 1000) return ownMs;
  const theirs = run(kubectl, ['kustomize', join(directory, 'overlay')], rounds);
  const theirMs = median(theirs.map(({ ms }) => ms));
  figure('whole process of kubectl', time(theirMs));
  const budget = count === 1000 ? '0.25 of kubectl' : undefined;
  figure('ratio', (ownMs / theirMs).toFixed(2), budget);
  figure('outputs are the same bytes', own[0].output === theirs[0].output ? 'yes' : 'NO');
  return ownMs;
}

function run(command, words, rounds) {
  return Array.from({ length: rounds }, () => {
    const start = performance.now();
    const done = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 2 ** 30 });
    const ms = performance.now() - start;
    if (done.status !== 0) throw new Error(done.stderr || String(done.error));
    return { ms, output: done.stdout, errors: done.stderr };
  });
}

async function measureWarm(directory, count) {
  const cache = createBuildCache(20_000);
  const plain = [];
  const cached = [];
  for (let round = 0; round < (count > 1000 ? 5 : 15); round++) {
    plain.push(await timed(directory, {}));
    cached.push(await timed(directory, { cache }));
  }
  figure('build in a warm process', time(median(plain)));
  figure('build in a warm process, nothing changed since the last', time(median(cached)));
}

async function timed(directory, options) {
  const start = performance.now();
  const tree = await collect('overlay', diskFileSystem(directory));
  const { objects } = build(tree, { order: 'legacy', ...options });
  renderObjects(objects.map(({ object }) => object));
  return performance.now() - start;
}

function writeTree(directory, count) {
  mkdirSync(join(directory, 'base'));
  mkdirSync(join(directory, 'overlay'));
  const names = Array.from({ length: count }, (_, at) => {
    const name = `r${at}.yaml`;
    writeFileSync(join(directory, 'base', name), manifest(at % 4, Math.floor(at / 4)));
    return name;
  });
  writeFileSync(
    join(directory, 'base', 'kustomization.yaml'),
    `resources:\n${names.map((name) => `- ${name}\n`).join('')}`,
  );
  writeFileSync(join(directory, 'overlay', 'kustomization.yaml'), overlay);
}

function manifest(sort, at) {
  switch (sort) {
    case 0:
      return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  labels:
    app: a${at}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: a${at}
  template:
    metadata:
      labels:
        app: a${at}
    spec:
      serviceAccountName: sa-${at}
      containers:
      - name: main
        image: nginx:1.21
        envFrom:
        - configMapRef:
            name: cfg-${at}
        env:
        - name: A
          value: "b"
        ports:
        - containerPort: 80
        resources:
          limits: {cpu: 100m, memory: 128Mi}
`;
    case 1:
      return `apiVersion: v1
kind: Service
metadata:
  name: app-${at}
spec:
  selector:
    app: a${at}
  ports:
  - port: 80
    targetPort: 80
`;
    case 2:
      return `apiVersion: v1
kind: ConfigMap
metadata:
  name: cfg-${at}
data:
  a: "1"
  b: text
`;
    default:
      return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: sa-${at}\n`;
  }
}
