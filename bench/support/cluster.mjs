// A cluster to measure: the API server and the controllers, each in a process of its own, and repositories
// behind a git server in this one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customResourceDefinitions } from '../../packages/flux-api/dist/index.js';
import { createGitServer } from '../../packages/git/dist/index.js';
import {
  createKubeClient,
  parseKubeconfig,
  resolveKubeconfig,
} from '../../packages/kube-client/dist/index.js';
import { makeRepository } from './repository.mjs';

export const kinds = {
  source: { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' },
  kustomization: { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' },
};
export const namespace = 'apps';

/** Starts everything. `profile` names a folder for a CPU profile of each process. */
export async function startCluster({ profile, controllers = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fluxts-bench-'));
  const server = await child('server-process.mjs', [join(folder, 'cluster')], profile);
  writeFileSync(join(folder, 'kubeconfig'), server.ready.kubeconfig, { mode: 0o600 });
  const config = resolveKubeconfig(parseKubeconfig([{ text: server.ready.kubeconfig }]));
  const client = createKubeClient(config);
  for (const definition of customResourceDefinitions())
    await client.create(structuredClone(definition));
  for (const name of [namespace, 'flux-system']) {
    await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const controller = await child(
    'controllers-process.mjs',
    [folder, JSON.stringify(controllers)],
    profile,
  );
  const idle = await child('idle-process.mjs', []);
  const repositories = new Map();
  const git = createGitServer({ repository: (path) => repositories.get(path) });
  const address = await git.listen(0, '127.0.0.1');
  const ended = new AbortController();
  /** Serves a repository under one more name. */
  const serve = (name, { bare }) => {
    repositories.set(`/${name}`, { directory: bare });
    return `${address}/${name}`;
  };
  return {
    client,
    measure: async () => ({
      controllers: await controller.measure(),
      server: await server.measure(),
      idle: await idle.measure(),
    }),
    /** A repository that is served, with its URL. */
    async repository(name) {
      const made = await makeRepository(join(folder, name));
      return { ...made, url: serve(name, made) };
    },
    serve,
    follow: (kind) => follow(client, kind, ended.signal),
    async stop() {
      ended.abort();
      await controller.end();
      client.close();
      await server.end();
      await idle.end();
      await git.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A child process that says when it is ready, and can be asked for its load. */
async function child(file, args, profile) {
  const process = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  });
  const exit = once(process, 'exit');
  const [ready] = await Promise.race([
    once(process, 'message'),
    exit.then(([code]) => {
      throw new Error(`${file} ended with code ${code}`);
    }),
  ]);
  let asked = 0;
  return {
    ready,
    async measure() {
      const id = ++asked;
      process.send({ type: 'measure', id });
      for (;;) {
        const [answer] = await once(process, 'message');
        if (answer.id === id) return answer;
      }
    },
    async end() {
      process.send({ type: 'end' });
      await exit;
    },
  };
}

/** Keeps the objects of a kind by name, as a watch shows them. `until` resolves once all are as wanted. */
async function follow(client, kind, signal) {
  const collection = { ...kind, namespace };
  const list = await client.list(collection);
  const objects = new Map(list.items.map((object) => [object.metadata.name, object]));
  const waiting = new Set();
  const watch = async () => {
    for await (const { type, object } of client.watch(collection, {
      resourceVersion: list.resourceVersion,
      signal,
    })) {
      if (type === 'BOOKMARK') continue;
      if (type === 'DELETED') objects.delete(object.metadata.name);
      else objects.set(object.metadata.name, object);
      for (const look of waiting) look(object);
    }
  };
  watch().catch((error) => {
    if (!signal.aborted) throw error;
  });
  return {
    objects,
    /** Resolves with the moment when the last of the objects named became as wanted. */
    until(names, wanted) {
      const missing = new Set(names);
      return new Promise((resolve) => {
        const look = (object) => {
          if (missing.has(object.metadata.name) && wanted(object))
            missing.delete(object.metadata.name);
          if (missing.size > 0) return;
          waiting.delete(look);
          resolve(performance.now());
        };
        waiting.add(look);
        for (const object of objects.values()) look(object);
      });
    },
  };
}

/** Whether a Kustomization is Ready at a commit. */
export function appliedAt(commit) {
  return ({ status, metadata }) =>
    status?.lastAppliedRevision === `main@sha1:${commit}` &&
    status.observedGeneration === metadata.generation &&
    status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
}

/** Tells the source-controller that something was pushed, as a webhook would. */
export async function notify(client, name) {
  const annotations = { 'reconcile.fluxcd.io/requestedAt': `${Date.now()}-${Math.random()}` };
  await client.patch(
    { ...kinds.source, namespace, name },
    { metadata: { annotations } },
    { type: 'merge' },
  );
}
