// Many Kustomizations of four objects on one GitRepository, `wait: false`: from a push that changes each
// of them to the last Ready, and what the controllers' process takes for it. `--slow` repeats more often.
import { startCluster } from './support/cluster.mjs';
import { deploy } from './support/kustomizations.mjs';
import { figure, median, time } from './support/numbers.mjs';

const slow = process.argv.includes('--slow');
const profile = process.argv.find((argument) => argument.startsWith('--profile='))?.slice(10);
const sizes = process.argv.includes('--small') ? [100] : [100, 1000];

for (const count of sizes) {
  const cluster = await startCluster({ profile });
  const fleet = await deploy(cluster, count);
  const first = await cluster.measure();
  const rounds = [];
  for (let round = 0; round < (slow ? 5 : 3); round++) {
    const ms = await fleet.change();
    rounds.push({ ms, ...(await cluster.measure()) });
  }
  const of = (pick) => median(rounds.map(pick));
  const requests = (load) => Object.values(load.requests).reduce((sum, each) => sum + each, 0);
  console.log(`${count} Kustomizations of 4 objects on one GitRepository`);
  const budget = count === 1000;
  figure('from push to the last Ready', time(of(({ ms }) => ms)), budget ? '30 s' : undefined);
  figure('first installation, from the first create to the last Ready', time(fleet.installedMs));
  figure('CPU of the controllers', time(of(({ controllers }) => controllers.cpuMs)));
  figure('CPU of the API server', time(of(({ server }) => server.cpuMs)));
  figure(
    'API requests of the controllers for each Kustomization',
    (of(({ controllers }) => requests(controllers)) / count).toFixed(2),
  );
  figure(
    'longest stall of the controllers, at a change',
    time(of(({ controllers }) => controllers.stallMs)),
    '50 ms',
  );
  figure(
    'longest stall of the controllers, at the installation',
    time(first.controllers.stallMs),
    '50 ms',
  );
  figure(
    'longest stall of a process that does nothing, at a change',
    time(of(({ idle }) => idle.stallMs)),
  );
  figure('longest stall of the API server, at a change', time(of(({ server }) => server.stallMs)));
  const last = rounds.at(-1);
  figure(
    'memory of the controllers (RSS)',
    `${Math.round(last.controllers.rssMiB)} MiB`,
    budget ? '500 MiB' : undefined,
  );
  figure('memory of the API server (RSS)', `${Math.round(last.server.rssMiB)} MiB`);
  if (slow) console.log(JSON.stringify(last.controllers.requests));
  await cluster.stop();
}
