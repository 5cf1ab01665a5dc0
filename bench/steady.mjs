// Steady state: 1,000 Kustomizations over 300 GitRepositories, all at an interval of a minute, and nothing
// changes. What the controllers take of a core, and what they ask of the API. `--slow` looks for ten minutes,
// which includes the whole pass that every tenth interval is.
import { setTimeout as sleep } from 'node:timers/promises';
import { kinds, namespace, startCluster } from './support/cluster.mjs';
import { filesOf } from './support/kustomizations.mjs';
import { figure, time } from './support/numbers.mjs';

const slow = process.argv.includes('--slow');
const profile = process.argv.find((argument) => argument.startsWith('--profile='))?.slice(10);
const [sources, count] = process.argv.includes('--small') ? [30, 100] : [300, 1000];
const interval = '1m';
const cluster = await startCluster({ profile });
const { client } = cluster;
const repository = await cluster.repository('app');
await repository.commit(filesOf(0, 0));
await repository.push();

const inPortions = async (total, work) => {
  for (let at = 0; at < total; at += 50) {
    const portion = Array.from({ length: Math.min(50, total - at) }, (_, index) => at + index);
    await Promise.all(portion.map(work));
  }
};
await inPortions(sources, (index) =>
  client.create({
    ...kinds.source,
    metadata: { name: `source-${index}`, namespace },
    spec: { url: cluster.serve(`app-${index}`, repository), interval, ref: { branch: 'main' } },
  }),
);
await inPortions(count, (index) =>
  client.create({
    ...kinds.kustomization,
    metadata: { name: `app-${index}`, namespace },
    spec: {
      interval,
      prune: true,
      path: './apps/app-0',
      nameSuffix: `-${index}`,
      sourceRef: { kind: 'GitRepository', name: `source-${index % sources}` },
    },
  }),
);
const ready = ({ status }) =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
const followed = await cluster.follow(kinds.kustomization);
await followed.until(
  Array.from({ length: count }, (_, index) => `app-${index}`),
  ready,
);
// What the last of them left to do, such as events, is no steady state yet.
await sleep(5_000);

await cluster.measure();
await sleep(slow ? 600_000 : 60_000);
const { controllers, server, idle } = await cluster.measure();
const { requests, elapsedMs } = controllers;
const writes = ['create', 'update', 'patch', 'apply', 'delete'].reduce(
  (sum, verb) => sum + (requests[verb] ?? 0),
  0,
);
const all = Object.values(requests).reduce((sum, each) => sum + each, 0);
console.log(
  `${count} Kustomizations over ${sources} GitRepositories at ${interval}, nothing changes, ${time(elapsedMs)}`,
);
figure(
  'CPU of the controllers',
  `${((100 * controllers.cpuMs) / elapsedMs).toFixed(2)} % of a core`,
  '5 %',
);
figure(
  'CPU of the API server',
  `${((100 * server.cpuMs) / server.elapsedMs).toFixed(2)} % of a core`,
);
figure('writes to the API', `${writes}`, 'none');
figure(
  'API requests for each Kustomization and minute',
  (all / count / (elapsedMs / 60_000)).toFixed(3),
);
figure('longest stall of the controllers', time(controllers.stallMs), '50 ms');
figure('longest stall of a process that does nothing', time(idle.stallMs));
figure('memory of the controllers (RSS)', `${Math.round(controllers.rssMiB)} MiB`, '500 MiB');
if (all > 0) console.log(JSON.stringify(requests));
await cluster.stop();
