import { type JsonObject, getPath, jsonClone } from '@fluxts/base';
import { describe, expect, test } from 'vitest';
import { isCronSchedule } from '../src/admission/cron-schedule.ts';
import { admit, builtinOf, contextFor, fixedStorage } from './support/complaints.ts';
import { deployment } from './support/fixtures.ts';

function object(apiVersion: string, kind: string, rest: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'x', namespace: 'default', uid: 'uid-1' }, ...rest };
}

const update = contextFor({ operation: 'update' });

/** What is wrong with changing an object that was admitted. */
function change(before: JsonObject, edit: (draft: JsonObject) => void): string[] {
  const old = admit(before).object;
  const draft = jsonClone(old);
  edit(draft);
  return admit(draft, update, old).complaints;
}

describe('defaults', () => {
  test('of a Deployment are those of the real server', () => {
    const { object: made, complaints } = admit(deployment('web'));
    expect(complaints).toEqual([]);
    expect(made['spec']).toMatchObject({
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
      },
    });
    expect(getPath(made, 'spec', 'template', 'spec')).toEqual({
      containers: [
        {
          name: 'main',
          image: 'example.com/main:1',
          imagePullPolicy: 'IfNotPresent',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    });
  });

  test('are the same the second time', () => {
    const once = admit(deployment('web')).object;
    expect(admit(once).object).toEqual(once);
  });

  test('fold stringData of a Secret into data', () => {
    const { object: made } = admit(object('v1', 'Secret', { stringData: { a: 'text' } }));
    expect(made).toMatchObject({ type: 'Opaque', data: { a: 'dGV4dA==' } });
    expect(made['stringData']).toBeUndefined();
  });

  test('give a Service an address of its own, which stays', () => {
    const service = object('v1', 'Service', {
      spec: { ports: [{ port: 80 }], selector: { a: 'b' } },
    });
    const { object: made, complaints } = admit(service);
    expect(complaints).toEqual([]);
    expect(getPath(made, 'spec')).toMatchObject({
      type: 'ClusterIP',
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
    const ip = getPath(made, 'spec', 'clusterIP');
    expect(ip).toMatch(/^10\.96\.\d+\.\d+$/);
    const again = admit(service, update, made).object;
    expect(getPath(again, 'spec', 'clusterIP')).toBe(ip);
  });

  test('take away from a Service what only its old type had', () => {
    const spec = { type: 'LoadBalancer', ports: [{ port: 80 }], selector: { a: 'b' } };
    const old = admit(object('v1', 'Service', { spec })).object;
    expect(getPath(old, 'spec', 'ports', 0, 'nodePort')).toBeGreaterThanOrEqual(30_000);
    const draft = jsonClone(old);
    (draft['spec'] as JsonObject)['type'] = 'ClusterIP';
    const { object: made, complaints } = admit(draft, update, old);
    expect(complaints).toEqual([]);
    expect(getPath(made, 'spec', 'ports', 0)).toEqual({
      port: 80,
      protocol: 'TCP',
      targetPort: 80,
    });
    expect(made['spec']).not.toHaveProperty('externalTrafficPolicy');
    expect(getPath(made, 'spec', 'clusterIP')).toBe(getPath(old, 'spec', 'clusterIP'));
  });

  test('give Pods an account, its token and tolerations', () => {
    const pod = object('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'i' }] } });
    const { object: made, complaints } = admit(pod);
    expect(complaints).toEqual([]);
    expect(made['spec']).toMatchObject({ serviceAccountName: 'default', priority: 0 });
    expect(getPath(made, 'spec', 'containers', 0, 'volumeMounts', 0, 'mountPath')).toBe(
      '/var/run/secrets/kubernetes.io/serviceaccount',
    );
    expect(getPath(made, 'status')).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  test('give RoleBindings their group, and NetworkPolicies their types', () => {
    const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { kind: 'Role', name: 'r' },
      subjects: [{ kind: 'User', name: 'u' }],
    });
    const storage = fixedStorage({ 'roles/default/r': { metadata: { name: 'r' } } });
    const { object: made, complaints } = admit(binding, contextFor({ storage }));
    expect(complaints).toEqual([]);
    expect(getPath(made, 'subjects', 0, 'apiGroup')).toBe('rbac.authorization.k8s.io');
    const policy = object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, egress: [] },
    });
    expect(getPath(admit(policy).object, 'spec', 'policyTypes')).toEqual(['Ingress', 'Egress']);
  });
});

describe('what no Go struct could hold is refused as its decoder would', () => {
  const words = 'Deployment in version "v1" cannot be handled as a Deployment: ';

  test.each<[path: string, edit: (draft: JsonObject) => void, message: string]>([
    [
      'a number',
      (draft) => ((draft['spec'] as JsonObject)['replicas'] = 'three'),
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      'a list',
      (draft) => ((getPath(draft, 'spec', 'template', 'spec') as JsonObject)['containers'] = {}),
      'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container',
    ],
    [
      'a quantity',
      (draft) => {
        const container = getPath(draft, 'spec', 'template', 'spec', 'containers', 0) as JsonObject;
        container['resources'] = { limits: { cpu: 'much' } };
      },
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ])('%s', (_path, edit, message) => {
    const draft = deployment('web');
    edit(draft);
    expect(() => builtinOf(draft).behaviour.prune(draft)).toThrow(words + message);
  });

  test('also in maps, whose keys Go does not name', () => {
    const draft = object('v1', 'ConfigMap', { data: { 'a.b/c': 3.9 } });
    expect(() => builtinOf(draft).behaviour.prune(draft)).toThrow(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
    );
  });

  test('and fields that are not there are named', () => {
    const draft = deployment('web');
    (getPath(draft, 'spec', 'template', 'spec', 'containers', 0) as JsonObject)['imagePulPolicy'] =
      'Always';
    expect(admit(draft).unknown).toEqual(['spec.template.spec.containers[0].imagePulPolicy']);
  });

  test('a text without end is judged at once', () => {
    const draft = deployment('web');
    const container = getPath(draft, 'spec', 'template', 'spec', 'containers', 0) as JsonObject;
    container['resources'] = { limits: { cpu: `${'1'.repeat(200_000)}x` } };
    const started = performance.now();
    expect(() => builtinOf(draft).behaviour.prune(draft)).toThrow('quantities must match');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('null is nothing', () => {
    const draft = deployment('web');
    (draft['spec'] as JsonObject)['minReadySeconds'] = null;
    expect(admit(draft).object['spec']).not.toHaveProperty('minReadySeconds');
  });
});

describe('complaints about', () => {
  test('a Deployment', () => {
    const draft = deployment('web');
    const container = getPath(draft, 'spec', 'template', 'spec', 'containers', 0) as JsonObject;
    delete container['image'];
    container['name'] = 'Bad_Name';
    container['volumeMounts'] = [{ name: 'none', mountPath: '/x' }];
    (draft['spec'] as JsonObject)['selector'] = { matchLabels: { app: 'other' } };
    const at = 'spec.template.spec.containers[0]';
    const { complaints } = admit(draft);
    expect(complaints).toContain(`${at}.image: Required value`);
    expect(complaints).toContain(`${at}.volumeMounts[0].name: Not found: "none"`);
    expect(complaints).toContain(
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    );
    expect(
      complaints.some((text) =>
        text.startsWith(`${at}.name: Invalid value: "Bad_Name": a lowercase RFC 1123 label`),
      ),
    ).toBe(true);
  });

  test('a Job whose Pods would always restart', () => {
    const job = object('batch/v1', 'Job', {
      spec: { template: { spec: { containers: [{ name: 'a', image: 'i' }] } } },
    });
    expect(admit(job).complaints).toEqual([
      'spec.template.spec.restartPolicy: Unsupported value: "Always": supported values: "OnFailure", "Never"',
    ]);
  });

  test('a Service', () => {
    const service = object('v1', 'Service', {
      spec: { ports: [{ port: 0 }, { port: 70000, name: 'b' }] },
    });
    expect(admit(service).complaints).toEqual([
      'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.ports[0].name: Required value',
      'spec.ports[1].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.ports[1].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ]);
  });

  test('a Role', () => {
    const role = object('rbac.authorization.k8s.io/v1', 'Role', {
      rules: [{ resources: ['pods'] }],
    });
    const complaints = admit(role).complaints;
    expect(complaints).toContain(
      'rules[0].verbs: Required value: verbs must contain at least one value',
    );
    expect(complaints).toContain(
      'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
    );
  });

  test('a Secret, without what it holds', () => {
    const secret = object('v1', 'Secret', {
      type: 'kubernetes.io/tls',
      stringData: { 'bad key': 'top secret' },
    });
    const complaints = admit(secret).complaints.join('\n');
    expect(complaints).toContain('data[tls.crt]: Required value');
    expect(complaints).toContain('data[bad key]: Invalid value: "bad key"');
    expect(complaints).not.toContain('top');
    expect(complaints).not.toContain(Buffer.from('top secret').toString('base64'));
  });
});

describe('what may not change', () => {
  test("is a Deployment's selector", () => {
    const complaints = change(deployment('web'), (draft) => {
      const labels = { app: 'web', more: 'x' };
      (draft['spec'] as JsonObject)['selector'] = { matchLabels: labels };
      (getPath(draft, 'spec', 'template', 'metadata') as JsonObject)['labels'] = labels;
    });
    expect(complaints).toEqual([
      'spec.selector: Invalid value: {"matchLabels":{"app":"web","more":"x"}}: field is immutable',
    ]);
  });

  test('is the data of an immutable ConfigMap', () => {
    const map = object('v1', 'ConfigMap', { data: { a: '1' }, immutable: true });
    const complaints = change(map, (draft) => {
      draft['data'] = { a: '2' };
    });
    expect(complaints).toEqual(['data: Forbidden: field is immutable when `immutable` is set']);
  });

  test('is the type of a Secret', () => {
    const secret = object('v1', 'Secret', { type: 'Opaque' });
    const complaints = change(secret, (draft) => {
      draft['type'] = 'other';
    });
    expect(complaints).toEqual(['type: Invalid value: "other": field is immutable']);
  });

  test('is the role of a binding', () => {
    const binding = object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      roleRef: { kind: 'ClusterRole', name: 'r' },
    });
    const storage = fixedStorage({
      'clusterroles//r': { metadata: { name: 'r' } },
      'clusterroles//s': { metadata: { name: 's' } },
    });
    const old = admit(binding, contextFor({ storage })).object;
    const draft = jsonClone(old);
    (draft['roleRef'] as JsonObject)['name'] = 's';
    const { complaints } = admit(draft, contextFor({ operation: 'update', storage }), old);
    expect(complaints).toEqual([
      'roleRef: Invalid value: {"kind":"ClusterRole","name":"s","apiGroup":"rbac.authorization.k8s.io"}: cannot change roleRef',
    ]);
  });

  test('is nearly everything of a Pod', () => {
    const pod = object('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'i:1' }] } });
    const image = change(pod, (draft) => {
      (getPath(draft, 'spec', 'containers', 0) as JsonObject)['image'] = 'i:2';
    });
    expect(image).toEqual([]);
    const [complaint] = change(pod, (draft) => {
      (draft['spec'] as JsonObject)['hostname'] = 'other';
    });
    expect(complaint).toContain('spec: Forbidden: pod updates may not change fields other than');
  });

  test("is a StatefulSet's claim template", () => {
    const set = { ...deployment('db'), kind: 'StatefulSet' };
    const [complaint] = change(set, (draft) => {
      (draft['spec'] as JsonObject)['serviceName'] = 'other';
    });
    expect(complaint).toContain(
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas'",
    );
  });
});

test('autoscaling/v1 and v2 are two views of one object', () => {
  const v1 = object('autoscaling/v1', 'HorizontalPodAutoscaler', {
    spec: {
      maxReplicas: 3,
      targetCPUUtilizationPercentage: 70,
      scaleTargetRef: { kind: 'Deployment', name: 'x' },
    },
  });
  const stored = jsonClone(v1);
  builtinOf({ ...v1, apiVersion: 'autoscaling/v2' }).behaviour.convert?.(stored, 'v1');
  expect(stored['apiVersion']).toBe('autoscaling/v2');
  expect(getPath(stored, 'spec', 'metrics', 0, 'resource', 'target', 'averageUtilization')).toBe(
    70,
  );
  builtinOf(v1).behaviour.convert?.(stored, 'v2');
  expect(stored).toEqual(v1);
});

test.each([
  ['*/5 * * * *', true],
  ['0 0 1 jan sun', true],
  ['@daily', true],
  ['@every 5m', true],
  ['* * * *', false],
  ['60 * * * *', false],
  ['*/0 * * * *', false],
  ['5-1 * * * *', false],
])('schedule %s: %s', (schedule, valid) => {
  expect(isCronSchedule(schedule)).toBe(valid);
});
