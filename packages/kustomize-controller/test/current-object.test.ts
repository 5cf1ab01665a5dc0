import type { KubeObject } from '@fluxts/kube-client';
import { describe, expect, it } from 'vitest';
import { newerOf } from '../src/memory/current-object.ts';

function object(resourceVersion: string, uid = 'a'): KubeObject {
  return { apiVersion: 'v1', kind: 'K', metadata: { name: 'x', uid, resourceVersion } };
}

describe('the newer state of an object', () => {
  it('is what we wrote until the cache shows it', () => {
    const written = object('100');
    expect(newerOf(object('99'), written)).toBe(written);
    const shown = object('100');
    expect(newerOf(shown, written)).toBe(shown);
    const later = object('1000');
    expect(newerOf(later, written)).toBe(later);
  });

  it('is what the cache shows when the object was made anew', () => {
    const anew = object('50', 'b');
    expect(newerOf(anew, object('100'))).toBe(anew);
    expect(newerOf(anew, undefined)).toBe(anew);
  });
});
