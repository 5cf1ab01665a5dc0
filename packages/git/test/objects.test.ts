import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitError, parseCommit, parseTag } from '@fluxts/git';

const oid = 'a'.repeat(40);
const head = [
  `tree ${'1'.repeat(40)}`,
  `parent ${'2'.repeat(40)}`,
  `parent ${'3'.repeat(40)}`,
  'author Ada <ada@example.com> 1700000000 +0100',
  'committer Bob <bob@example.com> 1700000001 -0500',
];
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const text = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString('utf8');

describe('a commit', () => {
  it('is read with all its headers', () => {
    const commit = parseCommit(
      oid,
      bytes(`${head.join('\n')}\nencoding UTF-8\n\nsubject\n\nbody\n`),
    );
    expect(commit).toEqual({
      oid,
      tree: '1'.repeat(40),
      parents: ['2'.repeat(40), '3'.repeat(40)],
      author: { name: 'Ada', email: 'ada@example.com', time: 1700000000 },
      committer: { name: 'Bob', email: 'bob@example.com', time: 1700000001 },
      message: 'subject\n\nbody\n',
    });
  });

  it('gives its signature, and exactly the bytes that were signed', () => {
    const signature = '-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----';
    const signed = `${head.join('\n')}\ngpgsig ${signature.replaceAll('\n', '\n ')}\n\nsubject\n`;
    const commit = parseCommit(oid, bytes(signed));
    expect(commit.signature?.kind).toBe('pgp');
    expect(commit.signature?.armored).toBe(`${signature}\n`);
    expect(text(commit.signature?.payload)).toBe(`${head.join('\n')}\n\nsubject\n`);
  });

  it('takes no signature out of its message', () => {
    const commit = parseCommit(
      oid,
      bytes(`${head.join('\n')}\n\nsubject\n\ngpgsig -----BEGIN PGP SIGNATURE-----\n`),
    );
    expect(commit.signature).toBeUndefined();
  });

  it('is refused with two trees or without an author', () => {
    expect(() =>
      parseCommit(oid, bytes(`tree ${'1'.repeat(40)}\n${head.join('\n')}\n\nx`)),
    ).toThrow(GitError);
    expect(() => parseCommit(oid, bytes(`${head[0]}\n\nx`))).toThrow(
      expect.objectContaining({ code: 'ObjectInvalid' }),
    );
  });
});

describe('a tag', () => {
  const start = `object ${'1'.repeat(40)}\ntype commit\ntag v1\ntagger Ada <ada@example.com> 1700000000 +0100\n\nrelease\n`;

  it('gives the signature at its end, and what it signs', () => {
    const armored = '-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n';
    const tag = parseTag(oid, bytes(start + armored));
    expect(tag.message).toBe('release\n');
    expect(tag.signature?.kind).toBe('ssh');
    expect(tag.signature?.armored).toBe(armored);
    expect(text(tag.signature?.payload)).toBe(start);
  });

  it('may have no signature and no tagger', () => {
    const tag = parseTag(oid, bytes(`object ${'1'.repeat(40)}\ntype commit\ntag v1\n\nx\n`));
    expect(tag.signature).toBeUndefined();
    expect(tag.tagger).toBeUndefined();
  });
});

describe('any bytes', () => {
  it('are read or refused, never anything else', () => {
    const line = fc.constantFrom(
      'tree ',
      'parent ',
      'author A <a> 1 +0',
      'gpgsig x',
      ' more',
      '',
      '1'.repeat(40),
      `tree ${'1'.repeat(40)}`,
      'committer A <a> 1 +0',
      'object ',
      'tag v',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.array(line).map((lines) => bytes(lines.join('\n'))),
        ),
        (raw) => {
          for (const parse of [parseCommit, parseTag]) {
            try {
              parse(oid, raw);
            } catch (error) {
              expect(error).toBeInstanceOf(GitError);
            }
          }
        },
      ),
    );
  });
});
