import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubectl, type KubectlRelease } from '../support/tools.ts';
import { type Cluster, startCluster } from './kubectl-runner.ts';

const deployment = (name: string, more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}${more}}
spec:
  replicas: 2
  progressDeadlineSeconds: 1
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: main, image: 'example.com/main:1', ports: [{containerPort: 80}]}]
`;

const stateful = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers: [{name: main, image: 'example.com/db:1', volumeMounts: [{name: data, mountPath: /data}]}]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: 'example.com/job:1'}]}}}
`;

describe.each<KubectlRelease>(['1.32', '1.35'])('kubectl %s and workloads', (release) => {
  const tool = kubectl(release);
  if (tool.found === undefined) {
    test.skip(`kubectl ${release}: ${tool.missing}`, () => {});
    return;
  }
  const program = tool.found;
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster(program);
  });

  afterAll(async () => {
    await cluster.close();
  });

  const ok = async (command: string, input?: string): Promise<string> => {
    const { code, stdout, stderr } = await cluster.run(command.split(' '), input);
    expect(code, `${command}: ${stderr}`).toBe(0);
    return stdout;
  };
  const fails = async (command: string, input?: string): Promise<string> => {
    const { code, stderr } = await cluster.run(command.split(' '), input);
    expect(code, command).not.toBe(0);
    return stderr;
  };

  test('lists every kind there is, and explains them', async () => {
    const kinds = (await ok('api-resources --verbs=list -o name')).trim().split('\n');
    expect(kinds).toContain('deployments.apps');
    await ok(`get ${kinds.join(',')} -A`);
    for (const kind of ['deployments', 'customresourcedefinitions', 'ingresses', 'clusterroles']) {
      expect(await ok(`explain ${kind} --recursive`), kind).toContain('FIELDS:');
    }
    const ports = await ok('explain pod.spec.containers.ports');
    expect(ports).toMatch(/containerPort\s<integer> -required-/);
  });

  test('rolls out, back and away', async () => {
    await ok('apply -f -', deployment('web'));
    await ok('rollout status deployment/web --timeout=20s');
    expect(await ok('get deployment web --no-headers')).toMatch(/^web\s+2\/2\s+2\s+2\s/);
    await ok('set image deployment/web main=example.com/main:2');
    await ok('rollout status deployment/web --timeout=20s');
    expect(await ok('rollout history deployment/web')).toMatch(/^1 .*\n2 /m);
    await ok('rollout undo deployment/web');
    await ok('rollout status deployment/web --timeout=20s');
    expect(await ok('get deployment web -o jsonpath={..image}')).toBe('example.com/main:1');
    expect(await ok('describe deployment web')).toContain('NewReplicaSetAvailable');
    await ok('delete deployment web --cascade=foreground --timeout=20s');
    expect(await ok('get replicasets,pods -l app=web -o name')).toBe('');
  });

  test('sees what fails on purpose, and heals it', async () => {
    const annotations = ', annotations: {fluxts.dev/simulate: fail}';
    await ok('apply -f -', deployment('ill', annotations));
    const stderr = await fails('rollout status deployment/ill --timeout=20s');
    expect(stderr).toContain('deployment "ill" exceeded its progress deadline');
    expect(await ok('get pods -l app=ill --no-headers')).toContain('ImagePullBackOff');
    await ok('annotate deployment ill fluxts.dev/simulate-');
    await ok('wait --for=condition=Available deployment/ill --timeout=20s');
  });

  test('waits for sets, claims and jobs', async () => {
    await ok('apply -f -', stateful);
    await ok('rollout status statefulset/db --timeout=20s');
    await ok('wait --for=jsonpath={.status.phase}=Bound pvc/data-db-0 --timeout=20s');
    await ok('wait --for=condition=complete job/once --timeout=20s');
    expect(await ok('get job once --no-headers')).toMatch(/^once\s+Complete\s+1\/1\s/);
  });

  test('is refused what cannot be, in the words of the real server', async () => {
    const strict = deployment('bad').replace('replicas: 2', 'replicaz: 2');
    expect(await fails('apply -f -', strict)).toContain(
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicaz"',
    );
    const typed = deployment('bad').replace('replicas: 2', 'replicas: two');
    expect(await fails('apply -f -', typed)).toContain(
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    );
    const other = deployment('bad').replace('labels: {app: bad}', 'labels: {app: other}');
    expect(await fails('apply -f -', other)).toContain(
      'spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`',
    );
  });
});
