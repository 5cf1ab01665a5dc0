import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Artifact } from '@fluxts/flux-api';
import {
  type ArtifactFetcherOptions,
  type ArtifactFetcher,
  type ArtifactStore,
  createArtifactFetcher,
  serveArtifact,
} from '@fluxts/artifact';
import { owner, Scratch, write } from './fixture.ts';

describe('a consumer', () => {
  let scratch: Scratch;
  let store: ArtifactStore;
  let artifact: Artifact;
  let requests: number;
  /** What the server does instead of serving, per request. */
  let before: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  const waits: number[] = [];

  beforeEach(async () => {
    scratch = new Scratch();
    requests = 0;
    before = undefined;
    waits.length = 0;
    const address = await scratch.serve((request, response) => {
      requests++;
      if (before?.(request, response) !== true) serveArtifact(store, request, response);
    });
    store = await scratch.store({ advertisedAddress: () => address });
    artifact = await write(store, { 'a.yaml': 'a: 1\n', 'dir/run!': 'x' });
  });
  afterEach(() => scratch.close());

  function fetcher(options: Partial<ArtifactFetcherOptions> = {}): Promise<ArtifactFetcher> {
    return createArtifactFetcher({
      cacheDir: scratch.path('cache'),
      delay: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
      ...options,
    });
  }

  it('gets the tree over HTTP', async () => {
    const client = await fetcher();
    const tree = await client.open(artifact);
    expect(tree.files.list('.')).toEqual(['a.yaml', 'dir']);
    expect(Buffer.from(tree.files.read('a.yaml')).toString()).toBe('a: 1\n');
    expect(readFileSync(`${tree.directory}/dir/run`, 'utf8')).toBe('x');
    tree.release();
    tree.release();
    await client.close();
    expect(readdirSync(scratch.root)).not.toContain('cache');
  });

  it('downloads and extracts once for a thousand who ask', async () => {
    const client = await fetcher();
    const trees = await Promise.all(Array.from({ length: 1000 }, () => client.open(artifact)));
    expect(requests).toBe(1);
    expect(new Set(trees.map((tree) => tree.directory)).size).toBe(1);
    for (const tree of trees) tree.release();
    await client.open(artifact);
    expect(requests).toBe(1);
    await client.close();
  });

  it('takes what lies in its own process from disk, with the same check', async () => {
    const client = await fetcher({ store });
    const tree = await client.open(artifact);
    expect(tree.files.list('.')).toEqual(['a.yaml', 'dir']);
    expect(requests).toBe(0);
    const other = await write(store, { b: '2' }, { file: 'other.tar.gz' });
    writeFileSync(store.fileOf(other.path)!, readFileSync(store.fileOf(artifact.path)!));
    await expect(client.open(other)).rejects.toMatchObject({ code: 'DigestMismatch' });
    await client.close();
  });

  it('tries again when a download breaks, with growing pauses', async () => {
    before = (_, response) => {
      if (requests === 1) response.writeHead(503).end();
      else if (requests === 2) response.destroy();
      else if (requests === 3) {
        response.writeHead(200, { 'content-length': '1000' });
        response.write(readFileSync(store.fileOf(artifact.path)!).subarray(0, 60), () =>
          response.destroy(),
        );
      } else return false;
      return true;
    };
    const client = await fetcher();
    await client.open(artifact);
    expect(requests).toBe(4);
    expect(waits).toEqual([100, 200, 400]);
    await client.close();
  });

  it('gives up after its tries, and begins anew the next time', async () => {
    before = (_, response) => {
      response.writeHead(500).end();
      return true;
    };
    const client = await fetcher({ retries: 2 });
    await expect(client.open(artifact)).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(requests).toBe(3);
    before = undefined;
    await client.open(artifact);
    expect(readdirSync(scratch.path('cache'))).toHaveLength(1);
    await client.close();
  });

  it('says at once that an artifact is gone, or is not what was advertised', async () => {
    const client = await fetcher();
    await store.removeAll(owner);
    await expect(client.open(artifact)).rejects.toMatchObject({
      code: 'ArtifactNotFound',
      retry: 'backoff',
    });
    expect(requests).toBe(1);
    const other = await write(store, { b: '2' });
    await expect(client.open({ ...other, digest: artifact.digest })).rejects.toMatchObject({
      code: 'DigestMismatch',
    });
    await expect(client.open({ ...other, digest: 'md5:x' })).rejects.toMatchObject({
      code: 'DigestInvalid',
    });
    await expect(
      client.open({ ...other, url: 'file:///etc/passwd', digest: other.digest }),
    ).rejects.toMatchObject({
      code: 'DownloadFailed',
    });
    expect(client.usage).toEqual({ bytes: 0, trees: 0 });
    await client.close();
  });

  it('drops trees that nobody uses when there are too many bytes', async () => {
    const client = await fetcher({ maxCacheBytes: 1500 });
    const artifacts = await Promise.all(
      ['1', '2', '3'].map((name) =>
        write(store, { a: name.repeat(1000) }, { file: `${name}.tar.gz` }),
      ),
    );
    const held = await client.open(artifacts[0]!);
    const second = await client.open(artifacts[1]!);
    expect(client.usage).toEqual({ bytes: 2000, trees: 2 });
    second.release();
    expect(client.usage).toEqual({ bytes: 1000, trees: 1 });
    expect(Buffer.from(held.files.read('a')).toString()).toBe('1'.repeat(1000));
    (await client.open(artifacts[2]!)).release();
    expect(client.usage.trees).toBe(1);
    await client.close();
  });

  it('ends a download when the last who waits for it has gone, and not before', async () => {
    const arrived = new Promise<ServerResponse>((resolve) => {
      before = (_, response) => {
        resolve(response);
        return true;
      };
    });
    const client = await fetcher({ retries: 0 });
    const first = new AbortController();
    const second = new AbortController();
    const one = client.open(artifact, { signal: first.signal });
    const two = client.open(artifact, { signal: second.signal });
    const response = await arrived;
    first.abort();
    await expect(one).rejects.toMatchObject({ code: 'Aborted' });
    expect(response.destroyed).toBe(false);
    const closed = new Promise((resolve) => void response.once('close', resolve));
    second.abort();
    await expect(two).rejects.toMatchObject({ code: 'Aborted' });
    await closed;
    await expect(client.open(artifact, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'Aborted',
    });
    await client.close();
  });
});
