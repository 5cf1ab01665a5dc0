import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArtifactError, defaultArchiveLimits, extractArchive } from '@fluxts/artifact';
import { Scratch } from './fixture.ts';

/** An entry of a tar. */
interface Item {
  readonly name: string;
  readonly type?: 'file' | 'directory' | 'symlink' | 'link' | 'character-device' | 'fifo';
  readonly mode?: number;
  readonly linkname?: string;
  readonly devmajor?: number;
  readonly devminor?: number;
  readonly content?: string;
}

/** A tar.gz of any entries, hostile ones among them. */
async function archive(entries: readonly Item[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = '', ...header } of entries) tar.entry(header, content);
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(part as Buffer);
  return gzipSync(Buffer.concat(parts));
}

describe('extracting', () => {
  let scratch: Scratch;
  let runs = 0;
  beforeEach(() => {
    scratch = new Scratch();
  });
  afterEach(() => scratch.close());

  async function extract(
    bytes: Buffer,
    limits = {},
    hex = createHash('sha256').update(bytes).digest('hex'),
  ): Promise<string> {
    const directory = scratch.path(`${++runs}`, 'tree');
    mkdirSync(directory, { recursive: true });
    await extractArchive({
      source: Readable.from([bytes]),
      digest: { algorithm: 'sha256', hex },
      directory,
      limits: { ...defaultArchiveLimits, ...limits },
      signal: new AbortController().signal,
    });
    return directory;
  }

  it('writes files and directories with forced modes', async () => {
    const directory = await extract(
      await archive([
        { name: 'dir/', type: 'directory', mode: 0o777 },
        { name: './dir/a.yaml', mode: 0o4755, content: 'a' },
        { name: 'b/c/d.yaml', mode: 0o666, content: 'd' },
        { name: 'big', content: 'x'.repeat(3_000_000) },
      ]),
    );
    expect(readFileSync(`${directory}/b/c/d.yaml`, 'utf8')).toBe('d');
    expect(statSync(`${directory}/dir/a.yaml`).mode & 0o7777).toBe(0o700);
    expect(statSync(`${directory}/b/c/d.yaml`).mode & 0o7777).toBe(0o600);
    expect(statSync(`${directory}/big`).size).toBe(3_000_000);
  });

  it.each<[string, readonly Item[]]>([
    ['a symbolic link', [{ name: 'a', type: 'symlink', linkname: '/etc/passwd' }]],
    [
      'a hard link',
      [
        { name: 'a', content: 'x' },
        { name: 'b', type: 'link', linkname: 'a' },
      ],
    ],
    ['a device', [{ name: 'a', type: 'character-device', devmajor: 1, devminor: 3 }]],
    ['a pipe', [{ name: 'a', type: 'fifo' }]],
    ['..', [{ name: '../evil', content: 'x' }]],
    ['.. further in', [{ name: 'a/../../evil', content: 'x' }]],
    ['an absolute name', [{ name: '/tmp/evil', content: 'x' }]],
    ['a backslash', [{ name: 'a\\..\\evil', content: 'x' }]],
    [
      'a name twice',
      [
        { name: 'a', content: '1' },
        { name: './a', content: '2' },
      ],
    ],
    [
      'a file as directory',
      [
        { name: 'a', content: '1' },
        { name: 'a/b', content: '2' },
      ],
    ],
    [
      'a directory as file',
      [
        { name: 'a/b', content: '1' },
        { name: 'a', content: '2' },
      ],
    ],
    ['no name', [{ name: './', content: 'x', type: 'file' }]],
  ])('refuses %s', async (_, entries) => {
    await expect(extract(await archive(entries))).rejects.toMatchObject({
      code: 'ArchiveRefused',
      retry: 'on-change',
    });
    expect(existsSync(scratch.path(`${runs}`, 'evil'))).toBe(false);
    expect(readdirSync(scratch.path(`${runs}`))).toEqual(['tree']);
  });

  it('stops a bomb at its limits', async () => {
    const zeros = await archive([{ name: 'a', content: '\0'.repeat(5_000_000) }]);
    await expect(extract(zeros, { bytes: 1_000_000 })).rejects.toMatchObject({ code: 'TooLarge' });
    await expect(extract(zeros, { packedBytes: 100 })).rejects.toMatchObject({ code: 'TooLarge' });
    const many = await archive(Array.from({ length: 20 }, (_, i) => ({ name: `f${i}` })));
    await expect(extract(many, { entries: 10 })).rejects.toMatchObject({ code: 'TooLarge' });
    const deep = await archive([{ name: `${'d/'.repeat(70)}f` }]);
    await expect(extract(deep)).rejects.toMatchObject({ code: 'TooLarge' });
  });

  it('notices other bytes than those advertised', async () => {
    const bytes = await archive([{ name: 'a', content: 'x' }]);
    await expect(extract(bytes, {}, '0'.repeat(64))).rejects.toMatchObject({
      code: 'DigestMismatch',
    });
    await expect(extract(bytes.subarray(0, bytes.length - 20))).rejects.toMatchObject({
      code: 'ArchiveRefused',
    });
    await expect(extract(Buffer.from('no archive'))).rejects.toMatchObject({
      code: 'ArchiveRefused',
    });
  });

  it('survives any bytes', async () => {
    const good = await archive([
      { name: 'a', content: 'hello' },
      { name: 'b/c', content: 'world' },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array(),
          fc.uint8Array().map((bytes) => gzipSync(bytes)),
          fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, value]) => {
            const changed = Buffer.from(good);
            changed[at] = value;
            return changed;
          }),
        ),
        async (bytes) => {
          try {
            await extract(Buffer.from(bytes));
          } catch (error) {
            expect(error).toBeInstanceOf(ArtifactError);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
