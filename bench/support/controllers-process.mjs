// All controllers in one process, as `flux controller` runs them, counting their requests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createArtifactStore } from '../../packages/artifact/dist/index.js';
import { startControllers } from '../../packages/dev/dist/index.js';
import {
  createKubeClient,
  parseKubeconfig,
  resolveKubeconfig,
} from '../../packages/kube-client/dist/index.js';
import { silentLogger } from '../../packages/runtime/dist/index.js';
import { answerMeasurements } from './measure.mjs';

const [folder, options] = [process.argv[2], JSON.parse(process.argv[3])];
const requests = new Map();
const client = createKubeClient(
  resolveKubeconfig(parseKubeconfig([{ text: readFileSync(join(folder, 'kubeconfig'), 'utf8') }])),
  {
    onRequest: ({ verb }) => requests.set(verb, (requests.get(verb) ?? 0) + 1),
  },
);
const controllers = await startControllers({
  client,
  controllers: ['source-controller', 'kustomize-controller'],
  namespace: 'flux-system',
  log: () => silentLogger,
  workerEntry: new URL('../../packages/cli/dist/bundle/worker-thread.js', import.meta.url),
  store: await createArtifactStore({
    root: join(folder, 'artifacts'),
    advertisedAddress: () => '127.0.0.1:1',
  }),
  cacheDir: join(folder, 'cache'),
  source: options.source ?? {},
  kustomize: options.kustomize ?? {},
});
await controllers.whenReady();
answerMeasurements(() => {
  const counted = Object.fromEntries(requests);
  requests.clear();
  return { requests: counted };
});
process.send({ type: 'ready' });
