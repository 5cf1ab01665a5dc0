// One Kustomization: from the start of `git push` to Ready at that commit. The source-controller is told of
// the push as a webhook would tell it. `--slow` repeats more often.
import { startCluster } from './support/cluster.mjs';
import { deploy } from './support/kustomizations.mjs';
import { figure, median, percentile, time } from './support/numbers.mjs';

const rounds = process.argv.includes('--slow') ? 50 : 15;
const cluster = await startCluster();
const fleet = await deploy(cluster, 1);
await fleet.change();
const times = [];
for (let round = 0; round < rounds; round++) times.push(await fleet.change());
console.log(`one Kustomization of 4 objects, ${rounds} commits`);
figure('from push to Ready, median', time(median(times)));
figure('from push to Ready, slowest', time(percentile(times, 100)));
const push = [];
for (let round = 0; round < 5; round++) push.push(await fleet.pushOnly());
figure('of that the push itself (git push and git rev-parse), median', time(median(push)));
await cluster.stop();
