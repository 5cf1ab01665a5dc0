// Drift: objects changed or deleted by hand, one after the other, from the request that changes one until a
// watch shows it as git has it again. `--slow` does so among 1,000 Kustomizations instead of 100.
import { namespace, startCluster } from './support/cluster.mjs';
import { deploy } from './support/kustomizations.mjs';
import { figure, percentile, time } from './support/numbers.mjs';

const slow = process.argv.includes('--slow');
const profile = process.argv.find((argument) => argument.startsWith('--profile='))?.slice(10);
const count = slow ? 1000 : 100;
const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
const cluster = await startCluster({ profile });
const fleet = await deploy(cluster, count);
const configMaps = await cluster.follow(kind);
await cluster.measure();

const edited = [];
const deleted = [];
const told = { type: 'merge', fieldManager: 'kubectl-edit' };
for (const name of fleet.names.slice(0, 100)) {
  const data = { version: 'by hand', more: 'by hand' };
  const start = performance.now();
  const { metadata } = await cluster.client.patch({ ...kind, namespace, name }, { data }, told);
  // Not what the watch showed before the change.
  const back = await configMaps.until(
    [name],
    (object) =>
      Number(object.metadata.resourceVersion) > Number(metadata.resourceVersion) &&
      object.data.version === '0' &&
      object.data.more === undefined,
  );
  edited.push(back - start);
}
for (const name of fleet.names.slice(0, 100)) {
  const fixed = `${name}-fixed`;
  const { metadata } = configMaps.objects.get(fixed);
  const start = performance.now();
  await cluster.client.delete({ ...kind, namespace, name: fixed });
  const back = await configMaps.until([fixed], (object) => object.metadata.uid !== metadata.uid);
  deleted.push(back - start);
}
const { controllers, idle } = await cluster.measure();
console.log(`drift among ${count} Kustomizations of 4 objects, 100 changes and 100 deletions`);
const print = (what, times) => {
  figure(`${what}, p50`, time(percentile(times, 50)));
  figure(`${what}, p99`, time(percentile(times, 99)), '1 s');
};
print('from a change by hand until it is put back', edited);
print('from a deletion by hand until it is made again', deleted);
const requests = Object.values(controllers.requests).reduce((sum, each) => sum + each, 0);
figure('API requests of the controllers for each repair', (requests / 200).toFixed(2));
figure('longest stall of the controllers', time(controllers.stallMs), '50 ms');
figure('longest stall of a process that does nothing', time(idle.stallMs));
await cluster.stop();
