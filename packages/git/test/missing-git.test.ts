import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createGit, type Git } from '@fluxts/git';
import { createWorld, type World } from './fixture.ts';

describe('a process', () => {
  let world: World;
  let git: Git | undefined;
  let cacheDir: string;
  afterEach(async () => {
    await git?.close();
    await world.close();
    rmSync(cacheDir, { recursive: true, force: true });
  });

  it('without git says so at the first fetch, and polls nevertheless', async () => {
    world = await createWorld();
    world.add('a').commit({ a: '1' });
    cacheDir = mkdtempSync(join(tmpdir(), 'fluxts-no-git-'));
    git = await createGit({ cacheDir, searchPath: join(cacheDir, 'nothing') });
    const remote = { url: `${world.base}/a` };
    const ref = await git.resolve(remote, { branch: 'main' });
    await expect(git.fetch(remote, ref)).rejects.toMatchObject({ code: 'GitMissing' });
  });

  it('that closes ends what is under way', async () => {
    world = await createWorld();
    world.add('a').commit({ a: '1' });
    cacheDir = mkdtempSync(join(tmpdir(), 'fluxts-closing-'));
    git = await createGit({ cacheDir });
    const remote = { url: `${world.base}/a` };
    const snapshot = await git.fetch(remote, await git.resolve(remote, { branch: 'main' }));
    const reading = snapshot.read(snapshot.files, async () => {
      await git?.close();
    });
    await expect(reading).rejects.toThrow();
  });
});
