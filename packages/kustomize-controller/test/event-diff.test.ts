import type { AppliedEntry } from '@fluxts/apply';
import { describe, expect, it } from 'vitest';
import { eventDiff } from '../src/reconcile/event-diff.ts';

function entry(name: string, changes: AppliedEntry['changes']): AppliedEntry {
  return { name, changes } as AppliedEntry;
}

type Spec = Parameters<typeof eventDiff>[0]['spec'];

const plain = { spec: {} as Spec };

describe('the diff of an event', () => {
  it('has a line for each field that changed', () => {
    const text = eventDiff(plain, [
      entry('Deployment/apps/web', [
        { op: 'replace', path: '/spec/replicas', before: 1, after: 3 },
        { op: 'add', path: '/metadata/labels/a', before: undefined, after: 'b' },
      ]),
      entry('ConfigMap/apps/same', []),
      entry('ConfigMap/apps/data', [
        { op: 'remove', path: '/data/x', before: 'y', after: undefined },
      ]),
    ]);
    expect(text?.split('\n')).toEqual([
      'Deployment/apps/web /spec/replicas: 1 -> 3',
      'Deployment/apps/web /metadata/labels/a: nothing -> "b"',
      'ConfigMap/apps/data /data/x: "y" -> nothing',
    ]);
    expect(eventDiff(plain, [entry('ConfigMap/apps/same', [])])).toBeUndefined();
  });

  it('is cut where it is long', () => {
    const change = { op: 'replace', path: '/data/x', before: 'a'.repeat(500), after: 'b' } as const;
    const text = eventDiff(plain, [
      entry(
        'ConfigMap/a/b',
        Array.from({ length: 200 }, () => change),
      ),
    ])!;
    expect(text.length).toBeLessThan(8_100);
    expect(text.endsWith('\n...')).toBe(true);
    expect(text.split('\n')[0]!.length).toBeLessThan(200);
  });

  it('shows no value where one may be from a Secret', () => {
    const text = (kind: 'ConfigMap' | 'Secret'): string | undefined =>
      eventDiff({ spec: { postBuild: { substituteFrom: [{ kind, name: 'a' }] } } as Spec }, [
        entry('ConfigMap/apps/web', [
          { op: 'replace', path: '/data/x', before: 'old', after: 'hunter2' },
          { op: 'add', path: '/data/y', before: undefined, after: 'hunter2' },
          { op: 'remove', path: '/data/z', before: 'old', after: undefined },
        ]),
      ]);
    expect(text('ConfigMap')).toContain('/data/x: "old" -> "hunter2"');
    expect(text('Secret')?.split('\n')).toEqual([
      'ConfigMap/apps/web /data/x: changed',
      'ConfigMap/apps/web /data/y: added',
      'ConfigMap/apps/web /data/z: removed',
    ]);
  });
});
