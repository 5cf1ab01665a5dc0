import type { AppliedEntry } from '@fluxts/apply';
import { describe, expect, it } from 'vitest';
import { eventDiff } from '../src/reconcile/event-diff.ts';

function entry(name: string, changes: AppliedEntry['changes']): AppliedEntry {
  return { name, changes } as AppliedEntry;
}

describe('the diff of an event', () => {
  it('has a line for each field that changed', () => {
    const text = eventDiff([
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
    expect(eventDiff([entry('ConfigMap/apps/same', [])])).toBeUndefined();
  });

  it('is cut where it is long', () => {
    const change = { op: 'replace', path: '/data/x', before: 'a'.repeat(500), after: 'b' } as const;
    const text = eventDiff([
      entry(
        'ConfigMap/a/b',
        Array.from({ length: 200 }, () => change),
      ),
    ])!;
    expect(text.length).toBeLessThan(8_100);
    expect(text.endsWith('\n...')).toBe(true);
    expect(text.split('\n')[0]!.length).toBeLessThan(200);
  });
});
