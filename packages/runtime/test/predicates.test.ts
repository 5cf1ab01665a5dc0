import { expect, test } from 'vitest';
import {
  allOf,
  annotationChanged,
  anyOf,
  artifactRevisionChanged,
  type CacheChange,
  conditionBecameTrue,
  generationChanged,
  metadataChanged,
  not,
  type Predicate,
} from '../src/index.ts';

function updated(before: object, after: object): CacheChange {
  const make = (more: object): CacheChange['object'] => {
    const { metadata, ...rest } = more as { metadata?: object };
    const named = { name: 'a', namespace: 'team', ...metadata };
    return { apiVersion: 'v1', kind: 'Widget', metadata: named, ...rest };
  };
  const key = { namespace: 'team', name: 'a' };
  return { type: 'updated', key, object: make(after), old: make(before), initial: false };
}

function added(object: object): CacheChange {
  const change = updated({}, object);
  return { type: 'added', key: change.key, object: change.object, old: undefined, initial: false };
}

const generation = (n: number): object => ({ metadata: { generation: n } });
const annotated = (value: string): object => ({ metadata: { annotations: { asked: value } } });
const artifact = (revision: string, digest: string): object => ({
  status: { artifact: { revision, digest } },
});
const condition = (status: string, observedGeneration: number): object => ({
  status: { observedGeneration, conditions: [{ type: 'Ready', status }] },
});

test.each<[string, Predicate, CacheChange, boolean]>([
  ['a new generation', generationChanged, updated(generation(1), generation(2)), true],
  ['the same generation', generationChanged, updated(generation(1), generation(1)), false],
  ['a creation', generationChanged, added(generation(1)), true],
  [
    'a deletion that begins',
    generationChanged,
    updated(generation(1), { metadata: { generation: 1, deletionTimestamp: 'now' } }),
    true,
  ],
  ['a request', annotationChanged('asked'), updated(annotated('1'), annotated('2')), true],
  ['the first request', annotationChanged('asked'), updated({}, annotated('1')), true],
  [
    'a request taken back',
    annotationChanged('asked'),
    updated(annotated('1'), annotated('')),
    false,
  ],
  [
    'another annotation',
    annotationChanged('other'),
    updated(annotated('1'), annotated('2')),
    false,
  ],
  ['labels', metadataChanged, updated({}, { metadata: { labels: { a: 'b' } } }), true],
  ['nothing of note', metadataChanged, updated({}, generation(2)), false],
  ['a revision', artifactRevisionChanged, updated(artifact('1', 'x'), artifact('2', 'x')), true],
  ['a digest', artifactRevisionChanged, updated(artifact('1', 'x'), artifact('1', 'y')), true],
  ['the first artifact', artifactRevisionChanged, updated({}, artifact('1', 'x')), true],
  [
    'the same artifact',
    artifactRevisionChanged,
    updated(artifact('1', 'x'), artifact('1', 'x')),
    false,
  ],
  ['an artifact lost', artifactRevisionChanged, updated(artifact('1', 'x'), {}), false],
  ['a source created', artifactRevisionChanged, added(artifact('1', 'x')), false],
  [
    'ready now',
    conditionBecameTrue('Ready'),
    updated(condition('False', 1), condition('True', 1)),
    true,
  ],
  [
    'ready for another spec',
    conditionBecameTrue('Ready'),
    updated(condition('True', 1), condition('True', 2)),
    true,
  ],
  [
    'ready still',
    conditionBecameTrue('Ready'),
    updated(condition('True', 1), condition('True', 1)),
    false,
  ],
  [
    'unready',
    conditionBecameTrue('Ready'),
    updated(condition('True', 1), condition('False', 1)),
    false,
  ],
])('%s', (_what, predicate, change, matters) => {
  expect(predicate(change)).toBe(matters);
});

test('predicates combine', () => {
  const yes: Predicate = () => true;
  const no: Predicate = () => false;
  const change = added({});
  expect(anyOf(no, yes)(change)).toBe(true);
  expect(anyOf(no)(change)).toBe(false);
  expect(allOf(yes, yes)(change)).toBe(true);
  expect(allOf(yes, no)(change)).toBe(false);
  expect(not(no)(change)).toBe(true);
});
