import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import { type Store, StoreError, type StoreEvent } from '../src/store/store.ts';

/** Every form of the store keeps every promise of the interface. */
describe.each(['memory', 'lmdb'])('store in %s', (form) => {
  let folder: string | undefined;
  let store: Store;

  beforeEach(() => {
    folder = form === 'lmdb' ? mkdtempSync(join(tmpdir(), 'fluxts-store-')) : undefined;
    store = openStore(folder);
  });

  afterEach(async () => {
    await store.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  const put = async (key: string, text: string, expected = 0): Promise<number> => {
    const result = await store.write({ key, expected, encode: () => Buffer.from(text) });
    return result.outcome === 'written' ? result.revision : -1;
  };
  const remove = async (key: string, expected: number): Promise<number> => {
    const result = await store.write({ key, expected });
    return result.outcome === 'written' ? result.revision : -1;
  };
  const keys = (prefix: string, at = store.revision): string[] =>
    [...store.range({ prefix, at })].map((value) => value.key);
  const text = (key: string, at = store.revision): string | undefined => {
    const value = store.get(key, at)?.value;
    return value === undefined ? undefined : Buffer.from(value).toString();
  };
  const show = ({ key, revision, value, previous }: StoreEvent): string =>
    `${revision} ${key}=${value === undefined ? '-' : Buffer.from(value).toString()} was ${previous === undefined ? '-' : Buffer.from(previous.value).toString()}`;

  test('numbers writes of all keys by one revision', async () => {
    expect(store.revision).toBe(0);
    expect(await put('/a', 'one')).toBe(1);
    expect(await put('/b', 'two')).toBe(2);
    expect(await put('/a', 'three', 1)).toBe(3);
    expect(store.revision).toBe(3);
    expect(store.get('/a')?.revision).toBe(3);
  });

  test('tells the value its own revision', async () => {
    await store.write({ key: '/a', expected: 0, encode: (own) => Buffer.from(`at ${own}`) });
    expect(text('/a')).toBe('at 1');
  });

  test('refuses a write that expects another revision', async () => {
    await put('/a', 'one');
    expect(await put('/a', 'again')).toBe(-1);
    expect(await put('/a', 'two', 7)).toBe(-1);
    expect(await remove('/a', 7)).toBe(-1);
    expect(await remove('/missing', 0)).toBe(-1);
    expect(text('/a')).toBe('one');
    expect(store.revision).toBe(1);
  });

  test('lets one of many racing writers win', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, at) => put('/a', `v${at}`)));
    expect(results.filter((revision) => revision > 0)).toEqual([1]);
    expect(text('/a')).toBe('v0');
  });

  test('reads ranges in key order, one namespace or all of them', async () => {
    for (const key of ['/r/b/1', '/r/a/2', '/r/a/1', '/s/a/1', '/r/ab/1']) await put(key, key);
    expect(keys('/r/')).toEqual(['/r/a/1', '/r/a/2', '/r/ab/1', '/r/b/1']);
    expect(keys('/r/a/')).toEqual(['/r/a/1', '/r/a/2']);
    const rest = [...store.range({ prefix: '/r/', after: '/r/a/2' })].map((value) => value.key);
    expect(rest).toEqual(['/r/ab/1', '/r/b/1']);
    expect([...store.range({ prefix: '/r/', after: '/r/a/15' })].length).toBe(3);
  });

  test('reads the past', async () => {
    await put('/a', 'one');
    await put('/b', 'two');
    await put('/a', 'three', 1);
    await remove('/b', 2);
    expect(text('/a', 1)).toBe('one');
    expect(text('/a', 2)).toBe('one');
    expect(text('/a', 3)).toBe('three');
    expect(keys('/', 1)).toEqual(['/a']);
    expect(keys('/', 3)).toEqual(['/a', '/b']);
    expect(keys('/', 4)).toEqual(['/a']);
    expect(() => store.get('/a', 9)).toThrow(StoreError);
  });

  test('brings a deleted key back', async () => {
    await put('/a', 'one');
    await remove('/a', 1);
    expect(text('/a')).toBeUndefined();
    expect(await put('/a', 'two')).toBe(3);
    expect([...store.history(0, '/')].map(show)).toEqual([
      '1 /a=one was -',
      '2 /a=- was one',
      '3 /a=two was -',
    ]);
  });

  test('replays from a revision and goes on live without a gap', async () => {
    await put('/r/a', 'one');
    await put('/s/a', 'other');
    await put('/r/b', 'two');
    const seen = [...store.history(1, '/r/')].map(show);
    const end = store.subscribe((events) => seen.push(...events.map(show)));
    await Promise.all([put('/r/c', 'three'), put('/r/a', 'four', 1)]);
    end();
    await put('/r/d', 'unseen');
    expect(seen).toEqual(['3 /r/b=two was -', '4 /r/c=three was -', '5 /r/a=four was one']);
  });

  test('has shown a write to listeners when it resolves, and not before it is readable', async () => {
    const seen: (string | undefined)[] = [];
    store.subscribe(() => seen.push(text('/a')));
    await put('/a', 'one');
    expect(seen).toEqual(['one']);
  });

  test('forgets what is older than the floor, and nothing else', async () => {
    await put('/a', 'one');
    await put('/a', 'two', 1);
    await put('/b', 'gone');
    await remove('/b', 3);
    await put('/a', 'three', 2);
    await store.compact(4);
    expect(store.floor).toBe(4);
    expect(text('/a')).toBe('three');
    expect(text('/a', 4)).toBe('two');
    expect(keys('/', 4)).toEqual(['/a']);
    expect(() => store.get('/a', 3)).toThrow(/older than 4/);
    expect(() => store.history(3, '/')).toThrow(StoreError);
    expect([...store.history(4, '/')].map(show)).toEqual(['5 /a=three was two']);
    expect(await put('/b', 'back')).toBe(6);
  });

  test('keeps long keys apart', async () => {
    const long = `/r/${'x'.repeat(3000)}`;
    await put(`${long}1`, 'one');
    await put(`${long}2`, 'two');
    expect(text(`${long}1`)).toBe('one');
    expect(text(`${long}2`)).toBe('two');
    expect(keys('/r/').toSorted()).toEqual([`${long}1`, `${long}2`]);
  });

  test('refuses writes once it is closed', async () => {
    await store.close();
    await expect(put('/a', 'one')).rejects.toThrow(/closed/);
    store = openStore(folder);
  });

  test('agrees with a plain map, whatever is written, compacted and read', async () => {
    const key = fc.constantFrom('/a', '/b', '/c');
    const step = fc.oneof(
      fc.record({ do: fc.constant('put' as const), key, right: fc.boolean() }),
      fc.record({ do: fc.constant('remove' as const), key, right: fc.boolean() }),
      fc.record({ do: fc.constant('compact' as const), key, right: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await store.close();
        if (folder !== undefined) rmSync(folder, { recursive: true });
        store = openStore(folder);
        const states: Map<string, string>[] = [new Map()];
        for (const [index, { do: action, key: at, right }] of steps.entries()) {
          if (action === 'compact') {
            await store.compact(Math.floor((store.floor + store.revision) / 2));
            continue;
          }
          const expected = (store.get(at)?.revision ?? 0) + (right ? 0 : 1000);
          const written =
            action === 'put' ? await put(at, `v${index}`, expected) : await remove(at, expected);
          if (written < 0) continue;
          const next = new Map(states.at(-1));
          if (action === 'put') next.set(at, `v${index}`);
          else next.delete(at);
          states.push(next);
        }
        for (let revision = store.floor; revision <= store.revision; revision++) {
          const state = [...store.range({ prefix: '/', at: revision })].map((value) => [
            value.key,
            Buffer.from(value.value).toString(),
          ]);
          const expected = [...(states[revision] as Map<string, string>)];
          expect(state).toEqual(expected.sort(([a], [b]) => (a < b ? -1 : 1)));
        }
      }),
      { numRuns: form === 'lmdb' ? 15 : 100 },
    );
  });
});

describe('store in a folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fluxts-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('comes back with its revisions', async () => {
    const first = openStore(folder);
    await first.write({ key: '/a', expected: 0, encode: () => Buffer.from('one') });
    await first.write({ key: '/a', expected: 1 });
    await first.close();
    const second = openStore(folder);
    expect(second.revision).toBe(2);
    expect(second.get('/a', 1)?.revision).toBe(1);
    expect(second.get('/a')).toBeUndefined();
    await second.close();
  });

  test('belongs to one store at a time', async () => {
    const first = openStore(folder);
    expect(() => openStore(folder)).toThrow(/is in use by process/);
    await first.close();
    await openStore(folder).close();
  });
});
