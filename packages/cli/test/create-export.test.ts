import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAll } from '@fluxts/yaml';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSshKey, publicKeyOf } from '../src/create/ssh-key.ts';
import { runFlux } from './run-flux.ts';
import { golden, hasShared, shared } from './shared.ts';

const podinfo = '--url=https://github.com/stefanprodan/podinfo';

describe.skipIf(!hasShared)('create source git --export prints what upstream prints', () => {
  const cases: readonly (readonly [string, string])[] = [
    [`${podinfo} --commit=c88a2f41 --interval=1m0s`, 'source-git-commit.yaml'],
    [`${podinfo} --ref-name=refs/heads/main --interval=1m0s`, 'source-git-refname.yaml'],
    [`${podinfo} --branch=main --commit=c88a2f41`, 'source-git-branch-commit.yaml'],
    [`${podinfo} --tag-semver=v1.01 --interval=1m0s`, 'source-git-semver.yaml'],
    [`${podinfo} --tag=test --interval=60s`, 'source-git-tag.yaml'],
    [`${podinfo} --branch=test --interval=1m`, 'source-git-branch.yaml'],
    [`${podinfo} --provider generic --branch=test`, 'source-git-provider-generic.yaml'],
    [
      '--url=https://dev.azure.com/foo/bar/_git/podinfo --provider azure --branch=test',
      'source-git-provider-azure.yaml',
    ],
    [
      `${podinfo} --provider github --branch=test --secret-ref appinfo`,
      'source-git-provider-github.yaml',
    ],
  ];
  it.each(cases)('%s', async (flags, file) => {
    const { out, err, code } = await runFlux([
      ...'create source git podinfo --namespace=flux-system --export'.split(' '),
      ...flags.split(' '),
    ]);
    expect(err).toBe('✚ generating GitRepository source\n');
    expect(code).toBe(0);
    expect(out).toBe(golden(`create_source_git/${file}`));
  });

  it('with paths to ignore and to check out', async () => {
    const { out } = await runFlux(
      `create source git podinfo ${podinfo} --branch=master --sparse-checkout-paths .cosign,non-existent-dir/ --ignore-paths .cosign,non-existent-dir/ -n default --interval 1m --export`.split(
        ' ',
      ),
    );
    expect(out).toBe(golden('create_source_git/export.golden'));
  });
});

describe('create refuses what no controller could make sense of', () => {
  it.each([
    [`create source git ${podinfo}`, 'GitRepository source name is required'],
    ['create source git a --branch=main', 'url is required'],
    ['create source git a --branch=main --url=ftp://x/y', "git URL scheme 'ftp' not supported"],
    [`create source git a ${podinfo}`, 'a Git ref is required'],
    [`create source git A_b ${podinfo} --branch=x`, "name 'A_b' is invalid"],
    ['create ks a --path=./deploy --export', 'source is required'],
    ['create ks a --source=Pod/x --path=./deploy --export', "source kind 'Pod' is not supported"],
    ['create secret git', 'secret name is required'],
    [
      'create secret git a --url=https://x/y --username=u --password=p --bearer-token=t --export',
      'user credentials and bearer token cannot be used together',
    ],
    ['create source git a --url=https://x/y --branch=b --label=-x=y', 'invalid label format'],
  ])('%s', async (line, message) => {
    const { code, err, out } = await runFlux(line.split(' '));
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(out).toBe('');
  });
});

describe('create kustomization --export', () => {
  it('writes every flag where the controller reads it', async () => {
    const { out } = await runFlux(
      'create ks app --source=GitRepository/gitops.team --path=deploy/../deploy/dev --prune=true --interval=5m --health-check=Deployment/frontend.dev --health-check-timeout=3m --depends-on=infra,base/crds --service-account=flux --target-namespace=dev --retry-interval=30s --label=a=b --export'.split(
        ' ',
      ),
    );
    expect(parseAll(out)[0]?.value).toEqual({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'app', namespace: 'flux-system', labels: { a: 'b' } },
      spec: {
        interval: '5m0s',
        path: './deploy/dev',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'gitops', namespace: 'team' },
        healthChecks: [{ kind: 'Deployment', name: 'frontend', namespace: 'dev' }],
        timeout: '3m0s',
        dependsOn: [{ name: 'infra' }, { namespace: 'base', name: 'crds' }],
        serviceAccountName: 'flux',
        targetNamespace: 'dev',
        retryInterval: '30s',
      },
    });
  });
});

describe('create secret git --export', () => {
  it('takes a user, or a token', async () => {
    const basic = await runFlux(
      `create secret git auth ${podinfo} --username=u --password=p -n ns --export`.split(' '),
    );
    expect(basic.out).toBe(
      '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: auth\n  namespace: ns\nstringData:\n  password: p\n  username: u\n',
    );
    const bearer = await runFlux(
      `create secret git auth ${podinfo} --bearer-token=t -n ns --export`.split(' '),
    );
    expect(bearer.out).toContain('stringData:\n  bearerToken: t\n');
  });

  it('takes a certificate authority from a file, and says which file it cannot read', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'flux-')), 'ca.crt');
    writeFileSync(file, 'PEM\n');
    const line = `create secret git auth ${podinfo} --username=u --password=p --export --ca-crt-file=`;
    expect((await runFlux(`${line}${file}`.split(' '))).out).toContain('ca.crt: |\n    PEM\n');
    expect((await runFlux(`${line}/nowhere`.split(' '))).err).toContain(
      'unable to read --ca-crt-file: ENOENT',
    );
  });
});

describe('SSH keys', () => {
  it.each([
    { algorithm: 'ecdsa', curve: 'p384' } as const,
    { algorithm: 'ecdsa', curve: 'p521' } as const,
    { algorithm: 'ed25519' } as const,
    { algorithm: 'rsa', bits: 2048 } as const,
  ])('have a public half that is found again from the private one: $algorithm', async (request) => {
    const { identity, identityPub } = await generateSshKey(request);
    expect(publicKeyOf(identity, '', 'key')).toBe(identityPub);
    expect(identityPub).toMatch(/^(ecdsa-sha2-nistp\d+|ssh-ed25519|ssh-rsa) [A-Za-z0-9+/=]+\n$/);
  });

  it('are named as unreadable without being shown', () => {
    expect(() => publicKeyOf('SECRET', '', 'id')).toThrow(/^id holds no private key/);
  });
});

describe.skipIf(!hasShared)('envsubst', () => {
  it('prints what upstream prints', async () => {
    const input = readFileSync(join(shared, 'flux/cli-golden/envsubst/file.yaml'), 'utf8');
    const { out } = await runFlux(['envsubst'], { input, env: { REPO_NAME: 'test' } });
    expect(out.trimEnd()).toBe(golden('envsubst/file.gold').trimEnd());
  });

  it('fails when strict on a variable that is not set', async () => {
    const { code, err } = await runFlux(['envsubst', '--strict'], { input: 'a: ${NOPE}' });
    expect(code).toBe(1);
    expect(err).toContain('NOPE');
  });
});
