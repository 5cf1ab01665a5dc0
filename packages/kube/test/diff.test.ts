import { describe, expect, it } from 'vitest';
import {
  builtinSchemas,
  diffObjects,
  maskChanges,
  maskSecrets,
  systemFields,
} from '../src/index.ts';

describe('diff', () => {
  it('names each field that differs', () => {
    const before = {
      metadata: { labels: { 'a/b': '1' }, resourceVersion: '1' },
      spec: { n: 1, gone: true, list: [1, 2] },
      status: { x: 1 },
    };
    const after = {
      metadata: { labels: { 'a/b': '2' }, resourceVersion: '2' },
      spec: { n: 1, list: [1, 3, 4] },
      status: { x: 2 },
    };
    expect(diffObjects(before, after, { ignore: systemFields })).toEqual([
      { op: 'replace', path: '/metadata/labels/a~1b', before: '1', after: '2' },
      { op: 'remove', path: '/spec/gone', before: true, after: undefined },
      { op: 'replace', path: '/spec/list/1', before: 2, after: 3 },
      { op: 'add', path: '/spec/list/2', before: undefined, after: 4 },
    ]);
  });

  it('pairs the items of keyed lists by key', () => {
    const pod = (containers: { name: string; image: string }[]) => ({ spec: { containers } });
    const schema = builtinSchemas.schemaOf('v1', 'Pod');
    expect(
      diffObjects(
        pod([
          { name: 'a', image: '1' },
          { name: 'b', image: '1' },
        ]),
        pod([
          { name: 'x', image: '1' },
          { name: 'a', image: '2' },
        ]),
        { schema },
      ).map((change) => [change.op, change.path]),
    ).toEqual([
      ['remove', '/spec/containers/1'],
      ['add', '/spec/containers/0'],
      ['replace', '/spec/containers/1/image'],
    ]);
  });

  it('hides the values of Secrets and shows which of them changed', () => {
    const secret = (data: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      data,
    });
    const before = secret({ a: 'old-secret', b: 'same-secret', c: 'gone-secret' });
    const after = secret({ a: 'new-secret', b: 'same-secret', d: 'more-secret' });
    const changes = maskChanges(after, diffObjects(before, after));
    expect(changes).toEqual([
      { op: 'replace', path: '/data/a', before: '*** (before)', after: '*** (after)' },
      { op: 'remove', path: '/data/c', before: '***', after: undefined },
      { op: 'add', path: '/data/d', before: undefined, after: '***' },
    ]);
    const [left, right] = maskSecrets(before, after);
    expect(left['data']).toEqual({ a: '*** (before)', b: '***', c: '***' });
    expect(right['data']).toEqual({ a: '*** (after)', b: '***', d: '***' });
    expect(JSON.stringify([changes, left, right])).not.toContain('-secret');
  });
});
