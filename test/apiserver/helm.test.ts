import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helm } from '../support/tools.ts';
import { startCluster } from './kubectl-runner.ts';

const tool = helm();

if (tool.found === undefined) {
  test.skip(`helm: ${tool.missing}`, () => {});
} else {
  const program = tool.found;
  test('helm installs, upgrades, tests, rolls back and uninstalls a release', async () => {
    const cluster = await startCluster(program);
    const folder = mkdtempSync(join(tmpdir(), 'fluxts-helm-'));
    const chart = join(folder, 'web');
    const ok = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await cluster.run(args);
      expect(code, stderr).toBe(0);
      return stdout;
    };
    try {
      await ok('create', chart);
      const wait = ['--wait', '--timeout', '30s'];
      expect(await ok('install', 'site', chart, ...wait)).toContain('STATUS: deployed');
      await ok('upgrade', 'site', chart, '--set', 'replicaCount=3', ...wait);
      expect(await ok('test', 'site')).toMatch(/Phase: +Succeeded/);
      await ok('rollback', 'site', '1', ...wait);
      const history = await ok('history', 'site', '-o', 'json');
      const revisions = JSON.parse(history) as { revision: number; status: string }[];
      expect(revisions.map(({ revision, status }) => `${revision} ${status}`)).toEqual([
        '1 superseded',
        '2 superseded',
        '3 deployed',
      ]);
      await ok('uninstall', 'site', ...wait);
      expect(JSON.parse(await ok('list', '-o', 'json'))).toEqual([]);
    } finally {
      await cluster.close();
      rmSync(folder, { recursive: true });
    }
  });
}
