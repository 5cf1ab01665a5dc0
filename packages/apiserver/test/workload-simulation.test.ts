import { type JsonObject, getPath, getString } from '@fluxts/base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from './support/cluster.ts';
import { deployment } from './support/fixtures.ts';

let cluster: Cluster;

beforeEach(async () => {
  cluster = await startCluster();
});

afterEach(async () => {
  await cluster.close();
  expect(cluster.errors).toEqual([]);
});

function inDefault(object: JsonObject, annotations: Record<string, string> = {}): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  return { ...object, metadata: { ...metadata, namespace: 'default', annotations } };
}

function condition(object: JsonObject | undefined, type: string): JsonObject | undefined {
  const conditions = getPath(object, 'status', 'conditions');
  return (Array.isArray(conditions) ? (conditions as JsonObject[]) : []).find(
    (item) => item['type'] === type,
  );
}

function workload(kind: string, name: string, spec: JsonObject): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'example.com/main:1' }] },
      },
      ...spec,
    },
  };
}

const deploymentOf = (name: string): JsonObject | undefined =>
  cluster.get('deployments.apps', name, 'default');

describe('a Deployment', () => {
  test('becomes available after the delay, with a ReplicaSet and Pods that say they are simulated', async () => {
    await cluster.create('deployments.apps', inDefault(deployment('web', 2)));
    const ready = await cluster.until(() => {
      const object = deploymentOf('web');
      return condition(object, 'Available')?.['status'] === 'True' ? object : undefined;
    });
    expect(ready['status']).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      readyReplicas: 2,
      updatedReplicas: 2,
    });
    expect(getPath(ready, 'metadata', 'annotations')).toMatchObject({
      'fluxts.dev/simulated': 'true',
      'deployment.kubernetes.io/revision': '1',
    });
    await cluster.until(
      () => condition(deploymentOf('web'), 'Progressing')?.['reason'] === 'NewReplicaSetAvailable',
    );
    const pods = cluster.names('pods', 'default');
    expect(pods).toHaveLength(2);
    const pod = cluster.get('pods', pods[0] as string, 'default');
    expect(getString(pod, 'metadata', 'annotations', 'fluxts.dev/simulated')).toBe('true');
    expect(getString(pod, 'spec', 'nodeName')).toBe('fluxts-node');
    expect(condition(pod, 'Ready')?.['status']).toBe('True');
  });

  test('gets no more Pods than it asks for, not even for a moment', async () => {
    const watching = new AbortController();
    const made: string[] = [];
    const watched = (async () => {
      const pods = { group: '', plural: 'pods' };
      for await (const event of cluster.storage.watch(pods, { signal: watching.signal })) {
        if (event.type === 'ADDED') made.push(getString(event.object, 'metadata', 'name') ?? '');
      }
    })();
    await cluster.create('deployments.apps', inDefault(deployment('web', 5)));
    await cluster.until(
      () => condition(deploymentOf('web'), 'Progressing')?.['reason'] === 'NewReplicaSetAvailable',
    );
    watching.abort();
    await watched;
    expect(made).toHaveLength(5);
  });

  test('is not ready before the delay has passed', async () => {
    await cluster.create('deployments.apps', inDefault(deployment('slow')));
    const started = cluster.clock.now().getTime();
    await cluster.until(() => condition(deploymentOf('slow'), 'Available')?.['status'] === 'True');
    expect(cluster.clock.now().getTime() - started).toBeGreaterThanOrEqual(500);
  });

  test('rolls over to a new template and keeps the old ReplicaSet empty', async () => {
    await cluster.create('deployments.apps', inDefault(deployment('web', 3)));
    await cluster.until(
      () => condition(deploymentOf('web'), 'Progressing')?.['reason'] === 'NewReplicaSetAvailable',
    );
    await cluster.storage.modify(
      { group: 'apps', plural: 'deployments' },
      'default',
      'web',
      (draft) => {
        const container = getPath(draft, 'spec', 'template', 'spec', 'containers', 0) as JsonObject;
        container['image'] = 'example.com/main:2';
      },
    );
    await cluster.until(() => {
      const object = deploymentOf('web');
      const done = getPath(object, 'status', 'observedGeneration') === 2;
      return done && condition(object, 'Progressing')?.['reason'] === 'NewReplicaSetAvailable';
    });
    const sets = cluster.names('replicasets.apps', 'default');
    const wanted = sets.map((name) =>
      getPath(cluster.get('replicasets.apps', name, 'default'), 'spec', 'replicas'),
    );
    expect(wanted).toHaveLength(2);
    expect(wanted).toEqual(expect.arrayContaining([0, 3]));
    await cluster.until(() => cluster.names('pods', 'default').length === 3);
    expect(
      getString(
        deploymentOf('web'),
        'metadata',
        'annotations',
        'deployment.kubernetes.io/revision',
      ),
    ).toBe('2');
  });

  test('scales down', async () => {
    await cluster.create('deployments.apps', inDefault(deployment('web', 3)));
    await cluster.until(() => getPath(deploymentOf('web'), 'status', 'readyReplicas') === 3);
    await cluster.storage.modify(
      { group: 'apps', plural: 'deployments' },
      'default',
      'web',
      (draft) => {
        (draft['spec'] as JsonObject)['replicas'] = 1;
      },
    );
    await cluster.until(() => getPath(deploymentOf('web'), 'status', 'replicas') === 1);
    await cluster.until(() => cluster.names('pods', 'default').length === 1);
  });

  test('fails on purpose: the image cannot be pulled, and the deadline passes', async () => {
    const broken = deployment('broken');
    (broken['spec'] as JsonObject)['progressDeadlineSeconds'] = 5;
    await cluster.create('deployments.apps', inDefault(broken, { 'fluxts.dev/simulate': 'fail' }));
    const progressing = await cluster.until(() => {
      const found = condition(deploymentOf('broken'), 'Progressing');
      return found?.['reason'] === 'ProgressDeadlineExceeded' ? found : undefined;
    });
    expect(progressing['status']).toBe('False');
    const pod = cluster.get('pods', cluster.names('pods', 'default')[0] as string, 'default');
    expect(getPath(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason')).toBe(
      'ImagePullBackOff',
    );
    const events = cluster
      .names('events', 'default')
      .map((name) => cluster.get('events', name, 'default'));
    expect(
      events.some((event) => event?.['type'] === 'Warning' && event['reason'] === 'Failed'),
    ).toBe(true);
  });

  test('heals once it is no longer asked to fail', async () => {
    const object = inDefault(deployment('ill'), { 'fluxts.dev/simulate': 'fail' });
    await cluster.create('deployments.apps', object);
    const reason = ['status', 'containerStatuses', 0, 'state', 'waiting', 'reason'] as const;
    await cluster.until(() => {
      const [name] = cluster.names('pods', 'default');
      const pod = name === undefined ? undefined : cluster.get('pods', name, 'default');
      return getPath(pod, ...reason) === 'ImagePullBackOff';
    });
    const resource = { group: 'apps', plural: 'deployments' };
    await cluster.storage.modify(resource, 'default', 'ill', (draft) => {
      const annotations = getPath(draft, 'metadata', 'annotations') as JsonObject;
      delete annotations['fluxts.dev/simulate'];
    });
    await cluster.until(() => condition(deploymentOf('ill'), 'Available')?.['status'] === 'True');
  });

  test('crashes on purpose when its template says so', async () => {
    const object = deployment('loop');
    const template = getPath(object, 'spec', 'template', 'metadata') as JsonObject;
    template['annotations'] = { 'fluxts.dev/simulate': 'crash' };
    await cluster.create('deployments.apps', inDefault(object));
    await cluster.until(() => {
      const [name] = cluster.names('pods', 'default');
      const pod = name === undefined ? undefined : cluster.get('pods', name, 'default');
      const state = ['status', 'containerStatuses', 0, 'state', 'waiting', 'reason'] as const;
      return getPath(pod, ...state) === 'CrashLoopBackOff';
    });
  });
});

test('a StatefulSet starts its Pods in order, each with a bound claim', async () => {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const spec = { replicas: 2, serviceName: 'db', volumeClaimTemplates: [claim] };
  await cluster.create('statefulsets.apps', inDefault(workload('StatefulSet', 'db', spec)));
  await cluster.until(() => {
    const set = cluster.get('statefulsets.apps', 'db', 'default');
    return getPath(set, 'status', 'readyReplicas') === 2;
  });
  expect(cluster.names('pods', 'default')).toEqual(['db-0', 'db-1']);
  await cluster.until(() => {
    const bound = cluster.get('persistentvolumeclaims', 'data-db-1', 'default');
    return getPath(bound, 'status', 'phase') === 'Bound';
  });
  expect(cluster.names('persistentvolumes')).toHaveLength(2);
});

test('a claim stays as long as a Pod uses it, and takes its volume along', async () => {
  await cluster.create(
    'persistentvolumeclaims',
    inDefault({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }),
  );
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'user' } };
  const containers = [{ name: 'main', image: 'a:1' }];
  await cluster.create('pods', inDefault({ ...pod, spec: { containers, volumes } }));
  const claimOf = (): JsonObject | undefined =>
    cluster.get('persistentvolumeclaims', 'data', 'default');
  await cluster.until(() => getPath(claimOf(), 'status', 'phase') === 'Bound');
  await cluster.storage.delete({ group: '', plural: 'persistentvolumeclaims' }, 'default', 'data');
  expect(getPath(claimOf(), 'metadata', 'deletionTimestamp')).toBeDefined();
  await cluster.storage.delete({ group: '', plural: 'pods' }, 'default', 'user');
  await cluster.until(() => claimOf() === undefined);
  await cluster.until(() => cluster.names('persistentvolumes').length === 0);
});

test('a DaemonSet has a Pod on the one node', async () => {
  await cluster.create('daemonsets.apps', inDefault(workload('DaemonSet', 'agent', {})));
  await cluster.until(() => {
    const set = cluster.get('daemonsets.apps', 'agent', 'default');
    return getPath(set, 'status', 'numberReady') === 1;
  });
});

describe('a Job', () => {
  const job = (name: string, spec: JsonObject = {}): JsonObject => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'a:1' }] } },
      ...spec,
    },
  });
  const jobOf = (name: string): JsonObject | undefined =>
    cluster.get('jobs.batch', name, 'default');

  test('completes', async () => {
    await cluster.create('jobs.batch', inDefault(job('once', { completions: 2 })));
    await cluster.until(() => condition(jobOf('once'), 'Complete')?.['status'] === 'True');
    expect(getPath(jobOf('once'), 'status', 'succeeded')).toBe(2);
  });

  test('fails on purpose once its retries are used up', async () => {
    const object = inDefault(job('bad', { backoffLimit: 1 }), { 'fluxts.dev/simulate': 'crash' });
    await cluster.create('jobs.batch', object);
    const failed = await cluster.until(() => condition(jobOf('bad'), 'Failed'));
    expect(failed['reason']).toBe('BackoffLimitExceeded');
    expect(getPath(jobOf('bad'), 'status', 'failed')).toBe(2);
  });

  test('goes by itself some time after its end, with its Pods', async () => {
    await cluster.create('jobs.batch', inDefault(job('brief', { ttlSecondsAfterFinished: 5 })));
    await cluster.until(() => condition(jobOf('brief'), 'Complete')?.['status'] === 'True');
    await cluster.until(() => jobOf('brief') === undefined);
    await cluster.until(() => cluster.names('pods', 'default').length === 0);
  });
});

test('a load balancer gets an address, and a Service lists the Pods behind it', async () => {
  await cluster.create('deployments.apps', inDefault(deployment('web')));
  await cluster.create(
    'services',
    inDefault({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }] },
    }),
  );
  await cluster.until(() =>
    getString(
      cluster.get('services', 'web', 'default'),
      'status',
      'loadBalancer',
      'ingress',
      0,
      'ip',
    ),
  );
  await cluster.until(() => {
    const slice = cluster.get('endpointslices.discovery.k8s.io', 'web-simulated', 'default');
    return getPath(slice, 'endpoints', 0, 'conditions', 'ready') === true;
  });
});
