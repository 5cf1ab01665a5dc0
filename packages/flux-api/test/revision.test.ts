import { formatRevision, parseRevision, sameRevision } from '@fluxts/flux-api';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const sha1 = '9baa401630894b78ecc5fa5ebdf72c978583dea8';
const sha256 = sha1 + 'a'.repeat(24);

describe('a revision', () => {
  it.each([
    [`main@sha1:${sha1}`, { pointer: 'main', algorithm: 'sha1', hash: sha1 }],
    [`sha1:${sha1}`, { algorithm: 'sha1', hash: sha1 }],
    [
      `refs/pull/1/head@sha1:${sha1}`,
      { pointer: 'refs/pull/1/head', algorithm: 'sha1', hash: sha1 },
    ],
    [`a@b@sha256:${sha256}`, { pointer: 'a@b', algorithm: 'sha256', hash: sha256 }],
    [`main/${sha1}`, { pointer: 'main', algorithm: 'sha1', hash: sha1 }],
    [`feat/x/${sha1}`, { pointer: 'feat/x', algorithm: 'sha1', hash: sha1 }],
    [`HEAD/${sha1}`, { algorithm: 'sha1', hash: sha1 }],
    [sha1, { algorithm: 'sha1', hash: sha1 }],
    [sha256, { algorithm: 'sha256', hash: sha256 }],
    ['6.3.5+build', { hash: '6.3.5+build' }],
    ['not/a/hash', { hash: 'not/a/hash' }],
  ])('is read from %s', (text, revision) => {
    expect(parseRevision(text)).toEqual(revision);
  });

  it('is the same in whatever form it is written', () => {
    expect(sameRevision(`main/${sha1}`, `main@sha1:${sha1}`)).toBe(true);
    expect(sameRevision(`HEAD/${sha1}`, sha1)).toBe(true);
    expect(sameRevision(`main/${sha1}`, `dev@sha1:${sha1}`)).toBe(false);
  });

  it('comes back as it was written', () => {
    const branch = fc
      .stringMatching(/^[a-z][a-z0-9/._@-]{0,20}$/)
      .filter((name) => name !== 'HEAD');
    fc.assert(
      fc.property(
        fc.option(branch, { nil: undefined }),
        fc.constantFrom(sha1, sha256),
        (pointer, hash) => {
          const algorithm = hash === sha1 ? 'sha1' : 'sha256';
          const revision = { ...(pointer === undefined ? {} : { pointer }), algorithm, hash };
          expect(parseRevision(formatRevision(revision))).toEqual(revision);
        },
      ),
    );
  });

  it('is read from any text at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = formatRevision(parseRevision(text));
        expect(sameRevision(once, text) || once !== text).toBe(true);
      }),
    );
  });
});
