import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RefRule } from '@fluxts/git';
import { createWorld, type TestRepository, type World } from './fixture.ts';

describe('a rule', () => {
  let world: World;
  let repository: TestRepository;
  let commits: string[];
  const revision = async (rule: RefRule): Promise<string> =>
    (await world.git.resolve({ url: `${world.base}/rules` }, rule)).revision;

  beforeAll(async () => {
    world = await createWorld();
    repository = world.add('rules');
    commits = ['v1.0.0', 'v1.1.0', 'v2.0.0-rc.1', 'latest', '1.9.0'].map((tag, index) => {
      const commit = repository.commit({ file: tag });
      if (index % 2 === 0) repository.git('tag', tag);
      else repository.git('tag', '-a', tag, '-m', `release ${tag}`);
      return commit;
    });
    repository.git('branch', 'feat/x', commits[0]!);
    repository.git('branch', 'master', commits[1]!);
    repository.git('update-ref', 'refs/pull/1/head', commits[2]!);
  });
  afterAll(() => world.close());

  it('means the branch master when it says nothing', async () => {
    expect(await revision({})).toBe(`master@sha1:${commits[1]}`);
  });

  it('names branches with slashes, tags, full names and HEAD', async () => {
    expect(await revision({ branch: 'feat/x' })).toBe(`feat/x@sha1:${commits[0]}`);
    expect(await revision({ tag: 'v1.0.0' })).toBe(`v1.0.0@sha1:${commits[0]}`);
    expect(await revision({ tag: 'v1.1.0' })).toBe(`v1.1.0@sha1:${commits[1]}`);
    expect(await revision({ name: 'refs/pull/1/head' })).toBe(
      `refs/pull/1/head@sha1:${commits[2]}`,
    );
    expect(await revision({ name: 'HEAD' })).toBe(`HEAD@sha1:${commits[4]}`);
  });

  it('picks the highest version of a range, as Masterminds reads it', async () => {
    expect(await revision({ semver: '>=1.0, <2.0' })).toBe(`1.9.0@sha1:${commits[4]}`);
    expect(await revision({ semver: '~1.1' })).toBe(`v1.1.0@sha1:${commits[1]}`);
    expect(await revision({ semver: '>=1.0.0-0' })).toBe(`v2.0.0-rc.1@sha1:${commits[2]}`);
    await expect(revision({ semver: '>=3' })).rejects.toMatchObject({
      code: 'ReferenceNotFound',
      message: 'no match found for semver: >=3',
    });
    await expect(revision({ semver: '>>nonsense' })).rejects.toMatchObject({ code: 'RuleInvalid' });
  });

  it('picks the newest commit among versions that differ in build metadata only', async () => {
    const tagged = world.add('builds');
    tagged.commit({ a: '1' }, 'newer', { GIT_COMMITTER_DATE: '2024-03-01T00:00:00Z' });
    tagged.git('tag', '1.0.0+a');
    tagged.commit({ a: '2' }, 'older', { GIT_COMMITTER_DATE: '2024-02-01T00:00:00Z' });
    tagged.git('tag', '1.0.0+b');
    const ref = await world.git.resolve({ url: `${world.base}/builds` }, { semver: '1.x' });
    expect(ref.refName).toBe('refs/tags/1.0.0+a');
  });

  it('gives the most exact field precedence', async () => {
    const all: RefRule = {
      branch: 'feat/x',
      tag: 'v1.0.0',
      semver: '1.9.x',
      name: 'refs/pull/1/head',
      commit: commits[3]!,
    };
    expect(await revision(all)).toBe(`feat/x@sha1:${commits[3]}`);
    expect(await revision({ ...all, commit: '' })).toBe(`refs/pull/1/head@sha1:${commits[2]}`);
    expect(await revision({ ...all, commit: '', name: '' })).toBe(`1.9.0@sha1:${commits[4]}`);
    expect(await revision({ branch: 'feat/x', tag: 'v1.0.0' })).toBe(`v1.0.0@sha1:${commits[0]}`);
  });

  it('brings the annotated tag with the commit', async () => {
    const remote = { url: `${world.base}/rules` };
    const ref = await world.git.resolve(remote, { tag: 'v1.1.0' });
    const snapshot = await world.git.fetch(remote, ref);
    expect(snapshot.commit.oid).toBe(commits[1]);
    expect(snapshot.tag).toMatchObject({
      name: 'v1.1.0',
      target: commits[1],
      message: 'release v1.1.0\n',
    });
    const light = await world.git.fetch(remote, await world.git.resolve(remote, { tag: 'v1.0.0' }));
    expect(light.tag).toBeUndefined();
  });

  it('says what is missing, and tells an empty repository from a missing branch', async () => {
    await expect(revision({ branch: 'nope' })).rejects.toMatchObject({
      code: 'ReferenceNotFound',
      message: `couldn't find remote ref "refs/heads/nope"`,
    });
    world.add('empty');
    await expect(world.git.resolve({ url: `${world.base}/empty` }, {})).rejects.toMatchObject({
      code: 'EmptyRepository',
      message: 'git repository is empty',
    });
    await expect(world.git.resolve({ url: `${world.base}/absent` }, {})).rejects.toMatchObject({
      code: 'RepositoryNotFound',
    });
  });

  it.each<RefRule>([
    { branch: '--upload-pack=touch /tmp/x' },
    { branch: 'a b' },
    { branch: 'a..b' },
    { branch: 'x:refs/heads/y' },
    { branch: 'main\n' },
    { tag: '*' },
    { name: '+refs/heads/main' },
    { name: 'main' },
    { name: '-x' },
    { commit: 'main' },
    { commit: '--all' },
    { commit: 'ABCDEF0123456789ABCDEF0123456789ABCDEF01' },
  ])('refuses %o, which git would read as something else', async (rule) => {
    await expect(revision(rule)).rejects.toMatchObject({ code: 'RuleInvalid', retry: 'on-change' });
  });
});
