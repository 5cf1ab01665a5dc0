import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubectl, type KubectlRelease } from '../support/tools.ts';
import { type Cluster, startCluster } from './kubectl-runner.ts';

const application = `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, labels: {app: web}}
data: {mode: fast}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: 'example.com/web:1', ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd]}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}}
    additionalPrinterColumns:
    - {name: Size, type: integer, jsonPath: .spec.size}
    - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            description: What the widget shall be.
            required: [size]
            properties:
              size: {type: integer, minimum: 1}
              color: {type: string, default: red}
          status: {type: object, x-kubernetes-preserve-unknown-fields: true}
`;

const releases: readonly KubectlRelease[] = ['1.32', '1.35'];

for (const release of releases) {
  const tool = kubectl(release);
  if (tool.found === undefined) {
    test.skip(`kubectl ${release}: ${tool.missing}`, () => {});
    continue;
  }
  describe(`kubectl ${release}`, () => {
    let cluster: Cluster;
    /** Runs a command that must succeed, in a namespace of the test's own, and gives what it printed. */
    const ok = async (command: string, input?: string): Promise<string> => {
      const { code, stdout, stderr } = await cluster.run(command.split(' '), input);
      expect(stderr.replace(/^Warning: .*\n/gim, '')).toBe('');
      expect(code).toBe(0);
      return stdout;
    };
    const fails = async (command: string, input?: string): Promise<string> => {
      const { code, stderr } = await cluster.run(command.split(' '), input);
      expect(code).not.toBe(0);
      return stderr;
    };

    beforeAll(async () => {
      cluster = await startCluster(tool.found);
    });
    afterAll(() => cluster.close());

    test('reports v1.35 and what there is', async () => {
      expect(await ok('version')).toContain('Server Version: v1.35.0+fluxts');
      expect(await ok('get --raw /readyz')).toBe('ok');
      const resources = await ok('api-resources --no-headers');
      expect(resources).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
      expect(await ok('get namespaces -o name')).toBe(
        ['default', 'kube-node-lease', 'kube-public', 'kube-system']
          .map((name) => `namespace/${name}\n`)
          .join(''),
      );
    });

    test('applies, applies again without a change, and deletes', async () => {
      await ok('create namespace client');
      expect(await ok('apply -n client -f -', application)).toBe(
        'configmap/settings created\ndeployment.apps/web created\nservice/web created\n',
      );
      expect(await ok('apply -n client -f -', application)).toBe(
        'configmap/settings unchanged\ndeployment.apps/web unchanged\nservice/web unchanged\n',
      );
      expect(
        await ok('apply -n client -f -', application.replace('mode: fast', 'mode: slow')),
      ).toContain('configmap/settings configured');
      expect(await ok('rollout status deployment web -n client --timeout=20s')).toContain(
        'successfully rolled out',
      );
      expect(await ok('get deployment web -n client --no-headers')).toMatch(/^web +2\/2 +2 +2 /);
      expect(await ok('get pods -n client -l app=web --no-headers')).toMatch(
        /^(?:web-\S+ +1\/1 +Running +0 +\S+\n){2}$/,
      );
      await ok('delete -n client --wait --timeout=20s -f -', application);
      const gone = await cluster.run(['get', 'all,cm', '-n', 'client', '-l', 'app=web']);
      expect(gone.stderr).toBe('No resources found in client namespace.\n');
    });

    test('applies on the server, and shows conflicts', async () => {
      await ok('create namespace server');
      const apply = 'apply -n server --server-side -f -';
      expect(await ok(apply, application)).toContain('deployment.apps/web serverside-applied');
      const before = await ok('get deployment,cm,svc -n server -o name --show-managed-fields');
      await ok(apply, application);
      expect(await ok('get deployment,cm,svc -n server -o name')).toBe(before);
      await ok('scale deployment web --replicas=3 -n server');
      const conflict = await fails(apply, application);
      expect(conflict).toContain('Apply failed with 1 conflict: conflict with "kubectl"');
      expect(conflict).toContain('.spec.replicas');
      await ok(`${apply} --force-conflicts`, application);
      expect(await ok('get deployment web -n server -o jsonpath={.spec.replicas}')).toBe('2');
      expect(await ok('diff -n server --server-side -f -', application).catch(() => '')).toBe('');
    });

    test('creates what it sends in protobuf', async () => {
      await ok('create namespace made');
      const made = [
        ['configmap c --from-literal=a=b', 'configmap/c created'],
        ['secret generic s --from-literal=a=b', 'secret/s created'],
        ['serviceaccount robot', 'serviceaccount/robot created'],
        ['deployment d --image=example.com/d:1 --replicas=0', 'deployment.apps/d created'],
        ['service clusterip web --tcp=80:8080', 'service/web created'],
        ['job j --image=example.com/j:1', 'job.batch/j created'],
        [
          'role reader --verb=get,list --resource=configmaps',
          'role.rbac.authorization.k8s.io/reader created',
        ],
        [
          'rolebinding readers --role=reader --serviceaccount=made:robot',
          'rolebinding.rbac.authorization.k8s.io/readers created',
        ],
        ['ingress i --rule=example.com/*=web:80', 'ingress.networking.k8s.io/i created'],
        ['quota q --hard=cpu=1,pods=2', 'resourcequota/q created'],
        [
          'poddisruptionbudget p --selector=a=b --min-available=50%',
          'poddisruptionbudget.policy/p created',
        ],
      ] as const;
      for (const [what, said] of made) expect(await ok(`create -n made ${what}`)).toBe(`${said}\n`);
      expect(await ok('get secret s -n made -o jsonpath={.data.a}')).toBe('Yg==');
      expect(await ok('get deployment d -n made -o jsonpath={.spec.replicas}')).toBe('0');
      expect(await ok('get service web -n made -o jsonpath={.spec.ports[0].targetPort}')).toBe(
        '8080',
      );
      expect(await ok('get poddisruptionbudget p -n made -o jsonpath={.spec.minAvailable}')).toBe(
        '50%',
      );
      const robot = '--as=system:serviceaccount:made:robot -n made';
      expect(await ok(`auth can-i list configmaps ${robot}`)).toBe('yes\n');
      expect((await cluster.run(`auth can-i create pods ${robot}`.split(' '))).stdout).toBe('no\n');
      expect(await fails(`get pods ${robot}`)).toBe(
        'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:made:robot" cannot list resource "pods" in API group "" in the namespace "made"\n',
      );
      expect((await ok('create token robot -n made')).split('.')).toHaveLength(3);
    });

    test('watches', async () => {
      await ok('create namespace watched');
      const watch = cluster.follow(['get', 'configmaps', '-n', 'watched', '-w', '-l', 'seen']);
      await ok('create configmap one -n watched');
      await ok('label configmap one -n watched seen=yes');
      expect(await watch.next()).toMatch(/^NAME +DATA +AGE$/);
      expect(await watch.next()).toMatch(/^one +0 +/);
      await ok('patch configmap one -n watched -p {"data":{"a":"b"}}');
      expect(await watch.next()).toMatch(/^one +1 +/);
      watch.stop();
    });

    test('edits fields: label, annotate, patch, set, autoscale', async () => {
      await ok('create namespace edited');
      await ok('apply -n edited -f -', application);
      expect(await ok('label service web -n edited tier=front')).toBe('service/web labeled\n');
      expect(await ok('annotate service web -n edited a=b')).toBe('service/web annotated\n');
      expect(await ok('set image deployment/web -n edited web=example.com/web:2')).toBe(
        'deployment.apps/web image updated\n',
      );
      expect(
        await ok(
          'patch service web -n edited --type=json -p [{"op":"remove","path":"/metadata/labels/tier"}]',
        ),
      ).toBe('service/web patched\n');
      expect(await ok('autoscale deployment web -n edited --min=1 --max=3')).toContain(
        'autoscaled',
      );
      expect(await ok('get hpa -n edited --no-headers')).toMatch(/^web +Deployment\/web /);
      expect(await ok('rollout restart deployment web -n edited')).toBe(
        'deployment.apps/web restarted\n',
      );
      expect(await ok('describe deployment web -n edited')).toMatch(
        /^Image: |Image: +example.com\/web:2/m,
      );
      expect(
        await ok('wait --for=condition=Available deployment/web -n edited --timeout=20s'),
      ).toBe('deployment.apps/web condition met\n');
    });

    test('custom resources: columns, validation, explain, wait', async () => {
      await ok('create namespace custom');
      expect(await ok('apply -f -', definition)).toContain('widgets.example.com created');
      await ok('wait --for=condition=Established crd/widgets.example.com --timeout=20s');
      const widget = (spec: string): string =>
        `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: ${spec}\n`;
      expect(await ok('apply -n custom -f -', widget('{size: 3}'))).toBe(
        'widget.example.com/w created\n',
      );
      expect(await ok('apply -n custom -f -', widget('{size: 3}'))).toBe(
        'widget.example.com/w unchanged\n',
      );
      expect(await ok('get wd -n custom')).toMatch(/^NAME +SIZE +AGE\nw +3 +\d+s\n$/);
      expect(await ok('get widget w -n custom -o jsonpath={.spec.color}')).toBe('red');
      expect(await fails('apply -n custom -f -', widget('{size: 0}'))).toContain(
        'The Widget "w" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
      );
      expect(await fails('apply -n custom -f -', widget('{size: 1, weight: 2}'))).toContain(
        'strict decoding error: unknown field "spec.weight"',
      );
      expect(await ok('explain widget.spec')).toContain('What the widget shall be.');
      const wait = ok('wait --for=jsonpath={.status.phase}=Done widget/w -n custom --timeout=20s');
      await ok(
        'patch widget w -n custom --subresource=status --type=merge -p {"status":{"phase":"Done"}}',
      );
      expect(await wait).toBe('widget.example.com/w condition met\n');
      expect(await ok('delete crd widgets.example.com --timeout=20s')).toContain('deleted');
      // Whether it still has the kind in its cache is kubectl's affair.
      expect(await fails('get widgets')).toMatch(
        /the server (?:could not find the requested resource|doesn't have a resource type "widgets")/,
      );
    });

    test('refuses in the words of the real server', async () => {
      expect(await fails('get pod missing')).toBe(
        'Error from server (NotFound): pods "missing" not found\n',
      );
      expect(await fails('create namespace default')).toBe(
        'Error from server (AlreadyExists): namespaces "default" already exists\n',
      );
      expect(await fails('create configmap Upper')).toContain(
        'a lowercase RFC 1123 subdomain must consist of',
      );
      expect(await fails('apply -n nowhere -f -', application)).toContain(
        'namespaces "nowhere" not found',
      );
      expect(await fails('delete namespace default')).toContain(
        'this namespace may not be deleted',
      );
    });

    test('takes a namespace away with all that is in it', async () => {
      await ok('create namespace passing');
      await ok('apply -n passing -f -', application);
      expect(await ok('delete namespace passing --timeout=20s')).toContain(
        'namespace "passing" deleted',
      );
      expect(await fails('get namespace passing')).toContain('NotFound');
    });
  });
}
