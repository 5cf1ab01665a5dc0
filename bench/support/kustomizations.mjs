// Many Kustomizations of four objects each on one repository.
import { appliedAt, kinds, namespace, notify } from './cluster.mjs';

const objectsEach = 4;

/** The files of one Kustomization: a Deployment and what goes with it. */
export function filesOf(index, version) {
  const name = `app-${index}`;
  const metadata = { name, namespace, labels: { app: name } };
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { version: `${version}` } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name: `${name}-fixed` },
      data: { key: 'value' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }] },
    },
  ];
  return Object.fromEntries(
    objects
      .slice(0, objectsEach)
      .map((object, nr) => [
        `apps/${name}/${nr}-${object.kind.toLowerCase()}.yaml`,
        JSON.stringify(object, null, 2),
      ]),
  );
}

/** The files of all, at one version. */
export function allFiles(count, version) {
  return Object.assign({}, ...Array.from({ length: count }, (_, index) => filesOf(index, version)));
}

/** Makes a source and its Kustomizations, and waits until the first commit is applied. */
export async function deploy(cluster, count, { interval = '1h' } = {}) {
  const { client } = cluster;
  const repository = await cluster.repository('fleet');
  await repository.commit(allFiles(count, 0));
  const commit = await repository.push();
  await client.create({
    ...kinds.source,
    metadata: { name: 'fleet', namespace },
    spec: { url: repository.url, interval, ref: { branch: 'main' } },
  });
  const names = Array.from({ length: count }, (_, index) => `app-${index}`);
  const since = performance.now();
  for (let at = 0; at < count; at += 50) {
    await Promise.all(
      names.slice(at, at + 50).map((name) =>
        client.create({
          ...kinds.kustomization,
          metadata: { name, namespace },
          spec: {
            interval,
            prune: true,
            wait: false,
            path: `./apps/${name}`,
            sourceRef: { kind: 'GitRepository', name: 'fleet' },
          },
        }),
      ),
    );
  }
  const followed = await cluster.follow(kinds.kustomization);
  const installedMs = (await followed.until(names, appliedAt(commit))) - since;
  let version = 0;
  return {
    names,
    installedMs,
    followed,
    /** Commits a change to each Kustomization. Resolves to the time from the push to the last Ready. */
    async change() {
      await repository.commit(allFiles(count, ++version));
      const start = performance.now();
      const pushed = await repository.push();
      await notify(client, 'fleet');
      return (await followed.until(names, appliedAt(pushed))) - start;
    },
    /** How long the push of a change takes that nobody is told of. */
    async pushOnly() {
      await repository.commit(allFiles(count, ++version));
      const start = performance.now();
      await repository.push();
      return performance.now() - start;
    },
  };
}
