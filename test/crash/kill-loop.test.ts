import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getPath, getString } from '@fluxts/base';
import { createGitServer, type GitServer } from '@fluxts/git';
import type { CollectionRef, KubeClient, KubeObject } from '@fluxts/kube-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuilt, System, until } from './system.ts';
import { kindOf, mutate, Repository, sequence, type Wanted } from './tree.ts';

const namespace = 'crash';
const folders = ['one', 'two'] as const;
const kills = 20;
const sources: CollectionRef = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  namespace,
};
const kustomizations: CollectionRef = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  namespace,
};

let folder: string;
let git: GitServer;
let url: string;
let repository: Repository;
let system: System | undefined;
let client: KubeClient | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fluxts-crash-'));
  repository = new Repository(join(folder, 'git'));
  await repository.init();
  git = createGitServer({ repository: () => ({ directory: repository.directory }) });
  url = `${await git.listen()}/fleet`;
});
afterEach(async () => {
  await kill();
  await git.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<KubeClient> {
  system ??= new System(join(folder, 'data'));
  client ??= await system.up();
  return client;
}

async function kill(): Promise<void> {
  client?.close();
  client = undefined;
  await system?.kill();
  system = undefined;
}

async function deploy(): Promise<void> {
  const cluster = await start();
  const write = async (object: KubeObject): Promise<unknown> => await cluster.create(object);
  await write({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  await write({
    ...sources,
    metadata: { name: 'fleet', namespace },
    spec: { url, interval: '1h', ref: { branch: 'main' } },
  } as KubeObject);
  for (const name of folders) {
    await write({
      ...kustomizations,
      metadata: { name, namespace },
      spec: {
        interval: '1h',
        prune: true,
        path: `./${name}`,
        sourceRef: { kind: 'GitRepository', name: 'fleet' },
      },
    } as KubeObject);
  }
}

/** Tells the source-controller of a commit, as a webhook would. */
async function notify(commit: string): Promise<void> {
  const annotations = { 'reconcile.fluxcd.io/requestedAt': commit };
  const ref = { ...sources, name: 'fleet' };
  await (await start()).patch(ref, { metadata: { annotations } }, { type: 'merge' });
}

/** Ends the process after so many changes in the cluster, or as soon as nothing is left to do. */
async function killAfter(changes: number, commit: string): Promise<void> {
  const cluster = await start();
  const stop = new AbortController();
  let seen = 0;
  const collections = [
    kustomizations,
    sources,
    { apiVersion: 'v1', kind: 'ConfigMap', namespace },
    { apiVersion: 'v1', kind: 'Secret', namespace },
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace },
  ];
  const count = async (collection: CollectionRef): Promise<void> => {
    const { resourceVersion } = await cluster.list(collection);
    const watch = cluster.watch(collection, { resourceVersion, signal: stop.signal });
    for await (const { type } of watch) {
      if (type !== 'BOOKMARK' && ++seen >= changes) stop.abort();
    }
  };
  const counting = collections.map((collection) =>
    count(collection).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    }),
  );
  const settled = until(cluster, kustomizations, (all) => all.every((one) => isDone(one, commit)));
  // What is cut off by the kill is nobody's failure.
  settled.catch(() => undefined);
  await notify(commit);
  await Promise.race([...counting, settled]);
  stop.abort();
  await kill();
}

function conditionOf(object: KubeObject, type: string): unknown {
  const conditions = getPath(object, 'status', 'conditions');
  return Array.isArray(conditions)
    ? conditions.find((one) => getString(one, 'type') === type)
    : undefined;
}

/** Whether a Kustomization has come to an end with a commit, good or bad. */
function isDone(object: KubeObject, commit: string): boolean {
  return isApplied(object, commit) || isBroken(object, commit);
}

function isApplied(object: KubeObject, commit: string): boolean {
  return (
    getString(object, 'status', 'lastAppliedRevision') === `main@sha1:${commit}` &&
    getString(conditionOf(object, 'Ready') as KubeObject, 'status') === 'True'
  );
}

function isBroken(object: KubeObject, commit: string): boolean {
  return (
    getString(object, 'status', 'lastAttemptedRevision') === `main@sha1:${commit}` &&
    getString(conditionOf(object, 'Ready') as KubeObject, 'status') === 'False'
  );
}

/** What a Kustomization owns in the cluster: name → version. */
async function owned(cluster: KubeClient, name: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const labelSelector = `kustomize.toolkit.fluxcd.io/name=${name}`;
  for (const [apiVersion, kind] of [
    ['v1', 'ConfigMap'],
    ['v1', 'Secret'],
    ['apps/v1', 'Deployment'],
  ] as const) {
    const { items } = await cluster.list({ apiVersion, kind, namespace }, { labelSelector });
    for (const { metadata } of items) {
      expect(kindOf(metadata.name)).toBe(kind);
      expect(metadata.deletionTimestamp).toBeUndefined();
      found.set(metadata.name, metadata.annotations?.['version'] ?? '');
    }
  }
  return found;
}

/** Holds the cluster against what git holds: objects, inventories, and what Deployments leave behind. */
async function expectCluster(state: Readonly<Record<string, Wanted>>): Promise<void> {
  const cluster = await start();
  for (const [name, wanted] of Object.entries(state)) {
    expect([name, sorted(await owned(cluster, name))]).toEqual([name, sorted(wanted)]);
    const object = await cluster.get({ ...kustomizations, name });
    const entries = getPath(object, 'status', 'inventory', 'entries');
    const ids = (Array.isArray(entries) ? entries : []).map(
      (entry) => getString(entry, 'id') ?? '',
    );
    const names = ids.map((id) => id.split('_')[1] ?? '');
    expect([name, names.toSorted()]).toEqual([name, [...wanted.keys()].toSorted()]);
  }
  const deployments = Object.values(state).flatMap((wanted) =>
    [...wanted.keys()].filter((name) => kindOf(name) === 'Deployment'),
  );
  // One ReplicaSet for each Deployment, none of one that was pruned.
  await until(cluster, { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace }, (sets) => {
    const owners = sets.map(({ metadata }) => metadata.ownerReferences?.[0]?.name ?? '');
    return owners.toSorted().join() === deployments.toSorted().join();
  });
}

function sorted(map: Map<string, string>): [string, string][] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

async function untilApplied(commit: string): Promise<void> {
  const cluster = await start();
  await notify(commit);
  await until(cluster, kustomizations, (all) => all.every((one) => isApplied(one, commit)));
}

/** A commit that cannot be built is applied by nobody, and said to be broken by file; the rest goes on. */
async function breakOne(
  state: Record<string, Wanted>,
  random: (below: number) => number,
): Promise<void> {
  const path = 'one/broken.yaml';
  mutate(state['two']!, random, 'two');
  const draft = new Map(state['one']);
  mutate(draft, random, 'one');
  const commit = await repository.commit(
    { one: draft, two: state['two']! },
    { path, text: 'kind: ConfigMap\n  name: [broken\n' },
  );
  await killAfter(1 + random(6), commit);
  const cluster = await start();
  await notify(commit);
  const [one] = await until(cluster, kustomizations, (all) =>
    all.every((object) =>
      object.metadata.name === 'one' ? isBroken(object, commit) : isApplied(object, commit),
    ),
  );
  expect(getString(conditionOf(one!, 'Ready') as KubeObject, 'message')).toContain('broken.yaml');
  await expectCluster(state);
}

test.skipIf(!isBuilt)(
  `the cluster equals git however often the process is killed (${kills} times)`,
  async () => {
    const random = sequence(2026);
    const state: Record<string, Wanted> = { one: new Map(), two: new Map() };
    const change = async (): Promise<string> => {
      for (const name of folders) mutate(state[name]!, random, name);
      return await repository.commit(state);
    };
    let commit = await change();
    await deploy();
    for (let done = 0; done < kills;) {
      if (done % 6 === 5) {
        await untilApplied(commit);
        await expectCluster(state);
        await breakOne(state, random);
        done++;
        continue;
      }
      commit = await change();
      await killAfter(1 + random(30), commit);
      done++;
      if (random(3) === 0) {
        // Killed once more while it starts.
        system = new System(join(folder, 'data'));
        await system.told(1 + random(6));
        await kill();
        done++;
      }
    }
    commit = await change();
    await untilApplied(commit);
    await expectCluster(state);
  },
  300_000,
);
