import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { diskFileSystem, type FileSystem, memoryFileSystem } from '@fluxts/base';

const folder = mkdtempSync(join(tmpdir(), 'fluxts-fs-'));
mkdirSync(join(folder, 'root/sub'), { recursive: true });
writeFileSync(join(folder, 'secret'), 'outside');
writeFileSync(join(folder, 'root/a.yaml'), 'a');
writeFileSync(join(folder, 'root/sub/b.yaml'), 'b');
afterAll(() => rmSync(folder, { recursive: true }));

const implementations: [string, FileSystem][] = [
  ['memory', memoryFileSystem({ 'a.yaml': 'a', 'sub/b.yaml': 'b' })],
  ['disk', diskFileSystem(join(folder, 'root'))],
];

describe.each(implementations)('%s file system', (_name, fs) => {
  test('reads, lists and tells kinds', () => {
    expect(new TextDecoder().decode(fs.read('./sub/../a.yaml'))).toBe('a');
    expect(fs.list('.')).toEqual(['a.yaml', 'sub']);
    expect(fs.list('/sub')).toEqual(['b.yaml']);
    expect(fs.kind('sub')).toBe('directory');
    expect(fs.kind('a.yaml')).toBe('file');
    expect(fs.kind('none')).toBeUndefined();
    expect(fs.kind('a.yaml/none')).toBeUndefined();
    expect(fs.realpath('sub/./b.yaml')).toBe('sub/b.yaml');
    expect(fs.realpath('')).toBe('.');
  });

  test('refuses what is not there or of another kind', () => {
    expect(() => fs.read('none')).toThrow(expect.objectContaining({ code: 'NotFound' }));
    expect(() => fs.read('sub')).toThrow(expect.objectContaining({ code: 'IsDirectory' }));
    expect(() => fs.list('a.yaml')).toThrow(expect.objectContaining({ code: 'NotDirectory' }));
    expect(() => fs.realpath('none')).toThrow(expect.objectContaining({ code: 'NotFound' }));
  });

  test('names nothing outside its root', () => {
    expect(() => fs.read('../secret')).toThrow(expect.objectContaining({ code: 'OutsideRoot' }));
    expect(() => fs.kind('sub/../../secret')).toThrow(
      expect.objectContaining({ code: 'OutsideRoot' }),
    );
  });
});

test('a link is followed within the root and refused beyond it', () => {
  const root = join(folder, 'root');
  symlinkSync('sub/b.yaml', join(root, 'inner'));
  symlinkSync('../secret', join(root, 'outer'));
  const fs = diskFileSystem(root);
  expect(fs.realpath('inner')).toBe('sub/b.yaml');
  expect(() => fs.read('outer')).toThrow(expect.objectContaining({ code: 'OutsideRoot' }));
});

test('a file past the size limit is refused', () => {
  const fs = diskFileSystem(join(folder, 'root'), { maxFileBytes: 0 });
  expect(() => fs.read('a.yaml')).toThrow(expect.objectContaining({ code: 'TooLarge' }));
});
