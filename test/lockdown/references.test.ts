import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Attempt, configMap, configMapRef, suiteOf } from './attempts.ts';
import { attacker, victim, victimsPassword } from './platform.ts';
import { deployVictim } from './victim.ts';

const blocked = 'cross-namespace references have been blocked';

const attempts: Attempt[] = [
  {
    tries: 'to deploy the source of another tenant',
    spec: {
      sourceRef: { kind: 'GitRepository', name: 'app', namespace: victim },
      path: './app',
      targetNamespace: attacker,
    },
    denied: {
      reason: 'AccessDenied',
      message: new RegExp(`^can't access 'GitRepository/team-b/app', ${blocked}$`),
    },
    untouched: [configMapRef('victims-app', attacker)],
    without: 'passes',
  },
  {
    tries: 'to deploy a source that does not exist in another namespace, to learn whether it does',
    spec: { sourceRef: { kind: 'GitRepository', name: 'missing', namespace: victim } },
    denied: {
      reason: 'AccessDenied',
      message: new RegExp(`^can't access 'GitRepository/team-b/missing', ${blocked}$`),
    },
    without: 'denied',
  },
  {
    tries: 'to use a source of a kind that anybody may write, such as ExternalArtifact',
    spec: { sourceRef: { kind: 'ExternalArtifact', name: 'app' } },
    denied: { reason: 'ArtifactFailed', message: /kind 'ExternalArtifact' not supported/ },
    without: 'denied',
  },
  {
    tries: 'to learn from dependsOn whether a Kustomization of another tenant is ready',
    files: { 'a.yaml': configMap('dependent', attacker) },
    spec: { dependsOn: [{ name: 'app', namespace: victim }] },
    denied: {
      reason: 'AccessDenied',
      message: new RegExp(`^can't access 'Kustomization/team-b/app', ${blocked}$`),
    },
    untouched: [configMapRef('dependent', attacker)],
    without: 'passes',
  },
  {
    tries: 'to read the spec of a Kustomization of another tenant with a readyExpr',
    files: { 'a.yaml': configMap('reader', attacker) },
    spec: {
      dependsOn: [
        {
          name: 'app',
          namespace: victim,
          readyExpr: `dep.spec.postBuild.substitute.password == '${victimsPassword}'`,
        },
      ],
    },
    denied: {
      reason: 'AccessDenied',
      message: new RegExp(`^can't access 'Kustomization/team-b/app', ${blocked}$`),
    },
    untouched: [configMapRef('reader', attacker)],
    without: 'passes',
  },
  {
    tries: 'to substitute from a Secret of another namespace by a path for a name',
    files: { 'a.yaml': configMap('path-secret', attacker, { password: '${PASSWORD}' }) },
    spec: {
      postBuild: {
        substituteFrom: [{ kind: 'Secret', name: '../../team-b/secrets/private' }],
      },
    },
    denied: {
      reason: 'BuildFailed',
      message:
        /substitute from 'Secret\/..\/..\/team-b\/secrets\/private' error: .*cannot be a name/,
    },
    untouched: [configMapRef('path-secret', attacker)],
    without: 'denied',
  },
  {
    tries: 'to substitute from a ConfigMap of another namespace by an encoded path for a name',
    files: { 'a.yaml': configMap('encoded', attacker, { name: '${NAME}' }) },
    spec: {
      postBuild: {
        substituteFrom: [{ kind: 'ConfigMap', name: '..%2f..%2fteam-b%2fconfigmaps%2fprivate' }],
      },
    },
    denied: { reason: 'BuildFailed', message: /cannot be a name/ },
    untouched: [configMapRef('encoded', attacker)],
    without: 'denied',
  },
  {
    tries: 'to substitute from a Secret that only another namespace has',
    files: { 'a.yaml': configMap('other-secret', attacker, { password: '${PASSWORD}' }) },
    spec: { postBuild: { substituteFrom: [{ kind: 'Secret', name: 'private' }] } },
    denied: {
      reason: 'BuildFailed',
      message: /substitute from 'Secret\/private' error: secrets "private" not found/,
    },
    untouched: [configMapRef('other-secret', attacker)],
    without: 'denied',
  },
];

const suite = suiteOf('what a tenant refers to', attempts, deployVictim);

describe('a status that a tenant forged in its own namespace', () => {
  const ref = {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    namespace: attacker,
    name: 'forged',
  };

  beforeEach(async () => {
    const { platform } = suite();
    await platform.gitRepository(attacker, 'forged', {
      url: platform.urlOf(`${attacker}-app`),
      ref: { branch: 'main' },
    });
    await platform.untilRepository(attacker, 'forged', 'True');
  });
  afterEach(async () => {
    const { platform } = suite();
    await platform.client.delete(ref);
    await platform.until(ref, (object) => object === undefined);
  });

  async function forge(change: Record<string, string>): Promise<void> {
    const { platform } = suite();
    await platform.as(attacker).patchStatus(ref, { status: { artifact: change } });
  }

  const sourceRef = { kind: 'GitRepository', name: 'forged' };

  async function victims(): Promise<{
    path: string;
    url: string;
    digest: string;
    revision: string;
  }> {
    const { platform } = suite();
    const { status } = await platform.untilRepository(victim, 'app', 'True');
    const { path, url, digest, revision } = status!.artifact!;
    return { path, url, digest, revision };
  }

  it('cannot have the artifact of another namespace deployed', async () => {
    const { platform } = suite();
    await forge(await victims());
    await platform.kustomization('forged-path', 'locked', { sourceRef, path: './app' });
    const ready = await platform.outcome('forged-path');
    expect(ready.reason).toBe('AccessDenied');
    expect(ready.message).toMatch(
      /^can't access the artifact of 'GitRepository\/team-a\/forged': its path 'gitrepository\/team-b\/app\/.*' belongs to another object/,
    );
    await platform.kustomization('forged-path-open', 'open', {
      sourceRef,
      namePrefix: 'stolen-',
      path: './app',
      targetNamespace: attacker,
    });
    expect((await platform.outcome('forged-path-open')).status).toBe('True');
  });

  it('cannot send the controller to another address', async () => {
    const { platform } = suite();
    await forge({
      url: 'http://127.0.0.1:1/meta-data',
      digest: `sha256:${'0'.repeat(64)}`,
    });
    await platform.kustomization('forged-url', 'locked', { sourceRef, path: './usual' });
    const ready = await platform.outcome('forged-url');
    expect(ready.reason).toBe('AccessDenied');
    expect(ready.message).toMatch(/its URL is not one that artifacts of this object are served at/);
    expect(ready.message).not.toContain('meta-data');
  });

  it('cannot send the controller to another path of the artifact server', async () => {
    const { platform } = suite();
    const { url, digest } = await victims();
    await forge({ url, digest });
    await platform.kustomization('forged-file', 'locked', { sourceRef, path: './app' });
    expect((await platform.outcome('forged-file')).reason).toBe('AccessDenied');
  });

  it('cannot have the artifact of another namespace taken away, and is put right', async () => {
    const { platform } = suite();
    const before = await victims();
    await forge({ path: before.path, digest: `sha256:${'0'.repeat(64)}` });
    await platform.client.patch(
      ref,
      { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' } } },
      { type: 'merge' },
    );
    await platform.until(ref, (object) => {
      const status = object?.['status'] as { artifact?: { path: string } } | undefined;
      return status?.artifact?.path.startsWith('gitrepository/team-a/forged/') === true;
    });
    const artifact = (await platform.untilRepository(victim, 'app', 'True')).status!.artifact!;
    expect(await platform.store.verify(artifact)).toBe('intact');
  });

  it('cannot have the artifact of another namespace included', async () => {
    const { platform } = suite();
    await forge(await victims());
    await platform.gitRepository(attacker, 'including', {
      url: platform.urlOf(`${attacker}-app`),
      include: [{ repository: { name: 'forged' }, toPath: 'stolen' }],
    });
    const { status } = await platform.untilRepository(attacker, 'including', 'False');
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready?.message).toBe("no artifact available for include 'forged'");
    expect(status?.artifact).toBeUndefined();
  });

  it('is good again as soon as the source-controller has put it right', async () => {
    const { platform } = suite();
    const good = (await platform.untilRepository(attacker, 'forged', 'True')).status!.artifact!;
    await forge(await victims());
    await platform.kustomization('mended', 'locked', {
      sourceRef,
      path: './usual',
      namePrefix: 'm-',
    });
    expect((await platform.outcome('mended')).reason).toBe('AccessDenied');
    await forge({ path: good.path, url: good.url, digest: good.digest, revision: good.revision });
    const ready = await platform.outcome('mended', ({ status }) => status === 'True');
    expect(ready.reason).toBe('ReconciliationSucceeded');
  });
});
