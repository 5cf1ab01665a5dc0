import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { owner, Scratch, write } from './fixture.ts';

describe('the store', () => {
  let scratch: Scratch;
  beforeEach(() => {
    scratch = new Scratch();
  });
  afterEach(() => scratch.close());

  it('writes at the layout of Flux, and describes what it wrote', async () => {
    const store = await scratch.store();
    const artifact = await write(store, {
      'a.yaml': 'a: 1\n',
      'dir/b.yaml': 'b: 1\n',
      'run!': 'x',
    });
    const file = scratch.path('store/gitrepository/apps/podinfo/abc.tar.gz');
    expect(artifact).toEqual({
      path: 'gitrepository/apps/podinfo/abc.tar.gz',
      url: 'http://source-controller.flux-system.svc.cluster.local./gitrepository/apps/podinfo/abc.tar.gz',
      revision: 'main@sha1:abc',
      digest: `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`,
      lastUpdateTime: '2023-11-14T22:13:20Z',
      size: statSync(file).size,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(scratch.path('store/gitrepository/apps/podinfo'))).toEqual(['abc.tar.gz']);
  });

  it('makes archives that the real tar reads, with forced modes, owners and times', async () => {
    const store = await scratch.store();
    const long = `${'deep/'.repeat(40)}${'n'.repeat(120)}.yaml`;
    const artifact = await write(store, { 'dir/sub/b.yaml': 'b', 'run!': 'x', [long]: 'y' });
    const listing = execFileSync(
      'tar',
      ['--utc', '--numeric-owner', '-tvzf', store.fileOf(artifact.path)!],
      { encoding: 'utf8' },
    );
    const lines = listing
      .trim()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' '));
    expect(lines.slice(0, 4)).toEqual([
      'drwxr-x--- 0/0 0 1970-01-01 00:00 dir/',
      'drwxr-x--- 0/0 0 1970-01-01 00:00 dir/sub/',
      '-rw------- 0/0 1 1970-01-01 00:00 dir/sub/b.yaml',
      '-rwx------ 0/0 1 1970-01-01 00:00 run',
    ]);
    expect(lines.at(-1)).toContain(long);
  });

  it('makes the same bytes from the same files', async () => {
    const one = await write(await scratch.store(), { a: '1', 'b/c': '2' });
    const two = await write(await scratch.store({ root: scratch.path('other') }), {
      a: '1',
      'b/c': '2',
    });
    expect(one.digest).toBe(two.digest);
    const bytes = readFileSync(scratch.path('store', one.path));
    // No time, and no operating system: only the files make the bytes.
    expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
  });

  it.each(['sha384', 'sha512'] as const)('digests by %s', async (algorithm) => {
    const store = await scratch.store({ algorithm });
    const artifact = await write(store, { a: '1' });
    const bytes = readFileSync(store.fileOf(artifact.path)!);
    expect(artifact.digest).toBe(
      `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`,
    );
    expect(await store.verify(artifact)).toBe('intact');
  });

  it('shows nothing of a write that failed', async () => {
    const store = await scratch.store();
    const before = await write(store, { a: '1' });
    await expect(
      store.write({ owner, file: 'abc.tar.gz', revision: 'x' }, async (archive) => {
        await archive.add({ path: 'a', executable: false, size: 1 }, Buffer.from('2'));
        throw new Error('git broke');
      }),
    ).rejects.toThrow('git broke');
    expect(await store.verify(before)).toBe('intact');
    await expect(
      store.write({ owner, file: 'abc.tar.gz', revision: 'x' }, (archive) =>
        archive.add({ path: 'a', executable: false, size: 5 }, one(Buffer.from('2'))),
      ),
    ).rejects.toThrow();
    expect(readdirSync(scratch.path('store/gitrepository/apps/podinfo'))).toEqual(['abc.tar.gz']);
  });

  it('lets writers of one file follow each other', async () => {
    const store = await scratch.store();
    const written = await Promise.all(
      Array.from({ length: 10 }, (_, index) => write(store, { a: `${index}` })),
    );
    expect(await store.verify(written.at(-1)!)).toBe('intact');
    expect(await store.verify(written[0]!)).toBe('changed');
  });

  it('notices a file that is missing or was changed', async () => {
    const store = await scratch.store();
    const artifact = await write(store, { a: '1' });
    expect(await store.verify(artifact)).toBe('intact');
    writeFileSync(store.fileOf(artifact.path)!, 'tampered');
    expect(await store.verify(artifact)).toBe('changed');
    await store.remove(artifact);
    expect(await store.verify(artifact)).toBe('missing');
    expect(await store.verify({ ...artifact, path: '../../etc/passwd' })).toBe('missing');
    await store.remove(artifact);
  });

  it('gives artifacts the URL of today', async () => {
    const store = await scratch.store({ advertisedAddress: () => 'localhost:9090' });
    const artifact = await write(store, { a: '1' });
    const old = { ...artifact, url: 'http://elsewhere/x' };
    expect(store.withUrl(old).url).toBe(
      'http://localhost:9090/gitrepository/apps/podinfo/abc.tar.gz',
    );
    expect(store.withUrl(artifact)).toBe(artifact);
  });

  it('collects what is past its time, then what is too much, never the current one', async () => {
    let now = Date.now();
    const store = await scratch.store({ now: () => now, retentionMs: 60_000, retentionRecords: 2 });
    const age = (name: string, seconds: number): void =>
      utimesSync(
        scratch.path('store/gitrepository/apps/podinfo', name),
        now / 1000 - seconds,
        now / 1000 - seconds,
      );
    for (const [name, seconds] of [
      ['c1', 300],
      ['c2', 50],
      ['c3', 40],
      ['c4', 30],
      ['c5', 10],
    ] as const) {
      await write(store, { a: name }, { file: `${name}.tar.gz` });
      age(`${name}.tar.gz`, seconds);
    }
    const current = await write(store, { a: 'now' }, { file: 'now.tar.gz' });
    age('now.tar.gz', 1000);
    writeFileSync(scratch.path('store/gitrepository/apps/podinfo/x.tar.gz.123.tmp'), '');
    age('x.tar.gz.123.tmp', 300);
    expect(await store.collect(owner, current)).toBe(4);
    expect(readdirSync(scratch.path('store/gitrepository/apps/podinfo'))).toEqual([
      'c5.tar.gz',
      'now.tar.gz',
    ]);
    now += 120_000;
    expect(await store.collect(owner, current)).toBe(1);
    expect(await store.collect(owner, current)).toBe(0);
    expect(await store.collect({ ...owner, name: 'nothing' }, undefined)).toBe(0);
  });

  it('removes all of an owner, and of nobody else', async () => {
    const store = await scratch.store();
    await write(store, { a: '1' });
    const other = await write(store, { a: '1' }, { owner: { ...owner, name: 'podinfo-2' } });
    expect(await store.removeAll(owner)).toBe(true);
    expect(await store.removeAll(owner)).toBe(false);
    expect(await store.verify(other)).toBe('intact');
    expect(await store.removeAll({ ...owner, name: 'podinfo-2' })).toBe(true);
    expect(existsSync(scratch.path('store/gitrepository/apps'))).toBe(false);
  });

  it.each([
    [{ ...owner, name: '..' }, 'a.tar.gz'],
    [{ ...owner, namespace: '../..' }, 'a.tar.gz'],
    [{ ...owner, name: '' }, 'a.tar.gz'],
    [owner, '../a.tar.gz'],
    [owner, '.a.tar.gz'],
    [owner, 'a.sh'],
    [owner, 'a/b.tar.gz'],
    [owner, 'a\0.tar.gz'],
  ])('refuses %o %j', async (bad, file) => {
    const store = await scratch.store();
    await expect(write(store, { a: '1' }, { owner: bad, file })).rejects.toMatchObject({
      code: 'PathInvalid',
    });
  });
});

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
