import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Artifact } from '@fluxts/flux-api';
import { type ArtifactStore, serveArtifact } from '@fluxts/artifact';
import { Scratch, write } from './fixture.ts';

describe('the file server', () => {
  let scratch: Scratch;
  let store: ArtifactStore;
  let artifact: Artifact;
  let address: string;
  beforeEach(async () => {
    scratch = new Scratch();
    address = await scratch.serve((request, response) => serveArtifact(store, request, response));
    store = await scratch.store({ advertisedAddress: () => address });
    artifact = await write(store, { a: '1' });
  });
  afterEach(() => scratch.close());

  it('serves an artifact, its head, a range of it, and nothing if it is known already', async () => {
    const bytes = readFileSync(store.fileOf(artifact.path)!);
    const response = await fetch(artifact.url);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    const head = await fetch(artifact.url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
    const part = await fetch(artifact.url, { headers: { range: 'bytes=10-19' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    const end = await fetch(artifact.url, { headers: { range: 'bytes=-5' } });
    expect(Buffer.from(await end.arrayBuffer()).equals(bytes.subarray(-5))).toBe(true);
    expect((await fetch(artifact.url, { headers: { range: 'bytes=999999-' } })).status).toBe(416);
    const etag = response.headers.get('etag') ?? '';
    expect((await fetch(artifact.url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it.each([
    '/',
    '/gitrepository/apps/podinfo/',
    '/gitrepository/apps/podinfo',
    '/gitrepository/apps/podinfo/none.tar.gz',
    '/gitrepository/apps/podinfo/secret.tmp',
    '/gitrepository/../../../etc/passwd',
    '/gitrepository/apps/podinfo/../../../../etc/passwd.tar.gz',
    '/%2e%2e/%2e%2e/etc/passwd.tar.gz',
    '/gitrepository/apps%2f..%2f../podinfo/abc.tar.gz',
    '//etc/passwd.json',
    '/gitrepository/apps/podinfo/abc.tar.gz/x',
    '/%',
    '/a/b/c/d%00.tar.gz',
  ])('knows no %s', async (path) => {
    writeFileSync(scratch.path('store/gitrepository/apps/podinfo/secret.tmp'), 'secret');
    const answer = await new Promise<string>((resolve, reject) => {
      const [host, port] = address.split(':');
      let text = '';
      // By hand: clients tidy such paths up before they send them.
      const socket = connect(Number(port), host)
        .on('data', (chunk) => (text += String(chunk)))
        .on('close', () => resolve(text))
        .on('error', reject);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('takes no other method', async () => {
    expect((await fetch(artifact.url, { method: 'DELETE' })).status).toBe(405);
    expect(await store.verify(artifact)).toBe('intact');
  });
});
