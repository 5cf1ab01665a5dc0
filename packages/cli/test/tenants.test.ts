import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Outcome, runFlux } from './run-flux.ts';
import { golden, hasShared } from './shared.ts';

const header = `environment: dev
clusterId: aks1
provider: azuredevops
organization: Org1
project: project1
namespaces:
`;
const one = '  - {name: tenant1, repository: gitops}\n';
const two = '  - {name: tenant2, repository: other}\n';

let folder: string;
let fleet: string;
const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flux-tenants-'));
  fleet = join(folder, 'fleet');
  git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', 'fleet.git');
  git(folder, 'clone', '--quiet', 'fleet.git', 'fleet');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe', env }).trim();
}

function tenants(...lines: string[]): void {
  writeFileSync(join(folder, 'tenants.yaml'), header + lines.join(''));
}

function flux(line: string, more: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return runFlux(line.split(' '), { cwd: folder, env: { ...env, HOME: folder, ...more } });
}

describe('flux tenants generate', () => {
  it('writes the files, tells which, and has nothing to do afterwards', async () => {
    tenants(one, two);
    const first = await flux('tenants generate --path fleet');
    expect(first.out).toBe(
      'create clusters/aks1/tenants.yaml\ncreate tenants/aks1/tenant1.yaml\ncreate tenants/aks1/tenant2.yaml\n',
    );
    const again = await flux('tenants generate --path fleet');
    expect(again).toMatchObject({ code: 0, out: '', err: '✔ nothing to change\n' });
  });

  it('asks before a namespace goes, and refuses where nobody can answer', async () => {
    tenants(one, two);
    await flux('tenants generate --path fleet');
    tenants(one);
    const refused = await flux('tenants generate --path fleet');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('nothing was changed; --yes removes namespace tenant2');
    const file = join(fleet, 'tenants/aks1/tenant2.yaml');
    expect(existsSync(file)).toBe(true);
    expect((await flux('tenants generate --path fleet --silent')).code).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it('writes the proxy’s configuration for this user alone, with credentials from the environment', async () => {
    tenants(one);
    const missing = await flux('tenants generate --path fleet --proxy-config proxy.json');
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('set AZURE_DEVOPS_PAT, or name a file with --pat-file');
    const made = await flux('tenants generate --path fleet --proxy-config proxy.json', {
      AZURE_DEVOPS_PAT: 'the-pat',
    });
    expect(made.code).toBe(0);
    expect(made.out + made.err).not.toContain('the-pat');
    const file = join(folder, 'proxy.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      organizations: [{ name: 'Org1', azuredevops: { pat: 'the-pat' } }],
    });
  });

  it('names the line of a mistake', async () => {
    tenants('  - {name: Tenant1, repository: gitops}\n');
    const { code, err } = await flux('tenants generate --path fleet');
    expect(code).toBe(1);
    expect(err).toContain('tenants.yaml:7');
  });
});

describe('flux tenants diff', () => {
  it('shows what would change, and exits with 1 if something would', async () => {
    tenants(one);
    await flux('tenants generate --path fleet');
    expect(await flux('tenants diff --path fleet')).toMatchObject({ code: 0, out: '' });
    tenants('  - {name: tenant1, repository: renamed}\n');
    const { code, out } = await flux('tenants diff --path fleet');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^--- a\/tenants\/aks1\/tenant1\.yaml\n\+\+\+ b\/tenants\/aks1\/tenant1\.yaml\n/,
    );
    expect(out.split('\n').filter((line) => /^[-+] /.test(line))).toEqual([
      expect.stringMatching(/^- {2,}url: .*\/gitops$/),
      expect.stringMatching(/^\+ {2,}url: .*\/renamed$/),
    ]);
  });
});

describe('flux tenants push', () => {
  it('commits exactly what has changed, names the tenants, and pushes', async () => {
    tenants(one);
    writeFileSync(join(fleet, 'notes.txt'), 'mine');
    const first = await flux('tenants push --path fleet');
    expect(first.code, first.err).toBe(0);
    expect(git(join(folder, 'fleet.git'), 'log', '--format=%s', 'main')).toBe(
      'Add tenant tenant1 (aks1)',
    );
    expect(git(fleet, 'status', '--porcelain')).toBe('?? notes.txt');
    const again = await flux('tenants push --path fleet');
    expect(again).toMatchObject({ code: 0, err: '✔ nothing has changed\n' });
    expect(git(fleet, 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('takes up what others have pushed meanwhile, and what generate has written before', async () => {
    tenants(one);
    await flux('tenants push --path fleet');
    git(folder, 'clone', '--quiet', 'fleet.git', 'other');
    writeFileSync(join(folder, 'other/README.md'), 'hello');
    git(join(folder, 'other'), 'add', '.');
    git(join(folder, 'other'), 'commit', '--quiet', '--message=read me');
    git(join(folder, 'other'), 'push', '--quiet');
    tenants(one, two);
    await flux('tenants generate --path fleet');
    const { err, code } = await flux('tenants push --path fleet');
    expect(code, err).toBe(0);
    expect(git(join(folder, 'fleet.git'), 'log', '--format=%s', 'main').split('\n')).toEqual([
      'Add tenant tenant2 (aks1)',
      'read me',
      'Add tenant tenant1 (aks1)',
    ]);
  });

  it('pushes what an earlier run could not push, and works on its own branch only', async () => {
    tenants(one);
    git(fleet, 'remote', 'set-url', 'origin', join(folder, 'gone.git'));
    expect((await flux('tenants push --path fleet')).code).toBe(1);
    git(fleet, 'remote', 'set-url', 'origin', join(folder, 'fleet.git'));
    expect((await flux('tenants push --path fleet')).err).toContain('✔ pushed to main');
    git(fleet, 'checkout', '--quiet', '-b', 'feature');
    expect((await flux('tenants push --path fleet')).err).toContain(
      'is on branch feature, not on main',
    );
  });
});

it('flux tenants list tells how far the fleet repository is', async () => {
  tenants(one);
  await flux('tenants generate --path fleet');
  tenants('  - {name: tenant1, repository: renamed}\n', two);
  const { out } = await flux('tenants list --path fleet');
  const cells = out
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}|\t/).map((cell) => cell.trim()));
  expect(cells[1]).toContain('outdated');
  expect(cells[2]).toContain('missing');
});

it('flux tenants schema prints a JSON schema', async () => {
  const { out } = await flux('tenants schema');
  expect(JSON.parse(out)).toMatchObject({ required: expect.arrayContaining(['namespaces']) });
});

describe.skipIf(!hasShared)('flux create tenant --export prints what upstream prints', () => {
  it.each([
    ['--cluster-role=cluster-admin', 'tenant-basic.yaml'],
    [
      '--cluster-role=cluster-admin --with-service-account=flux-tenant',
      'tenant-with-service-account.yaml',
    ],
    ['--cluster-role=custom-role', 'tenant-with-cluster-role.yaml'],
    ['--cluster-role=cluster-admin --skip-namespace', 'tenant-with-skip-namespace.yaml'],
  ])('%s', async (flags, file) => {
    const { out, code } = await flux(
      `create tenant dev-team --with-namespace=apps ${flags} --export`,
    );
    expect(code).toBe(0);
    expect(out).toBe(golden(`create_tenant/${file}`));
  });

  it.each([
    ['create tenant', 'tenant name is required'],
    ['create tenant dev-team --cluster-role=cluster-admin', 'with-namespace is required'],
  ])('%s', async (line, message) => {
    expect((await flux(line)).err).toContain(message);
  });
});
