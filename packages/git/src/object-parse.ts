import { GitError } from './error.ts';
import type { CommitObject, ObjectSignature, Signer, TagObject } from './object.ts';
import { isOid } from './ref-name.ts';

/** A header of a commit or tag, and where its bytes lie. */
interface Header {
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a commit from its raw bytes.
 * @throws GitError `ObjectInvalid`
 */
export function parseCommit(oid: string, raw: Uint8Array): CommitObject {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const { headers, body } = splitObject(bytes, oid);
  const tree = single(headers, 'tree', oid);
  const parents = headers.filter((header) => header.key === 'parent').map((header) => header.value);
  if (!isOid(tree) || !parents.every(isOid)) throw invalid(oid, 'it names objects that cannot be');
  const signatures = headers.filter((header) => /^gpgsig(?:-sha256)?$/.test(header.key));
  const signature = signatures.find(
    (header) => header.key === (oid.length === 64 ? 'gpgsig-sha256' : 'gpgsig'),
  );
  return {
    oid,
    tree,
    parents,
    author: parseSigner(single(headers, 'author', oid)),
    committer: parseSigner(single(headers, 'committer', oid)),
    message: bytes.toString('utf8', body),
    ...(signature === undefined
      ? {}
      : { signature: signatureOf(`${signature.value}\n`, without(bytes, signatures)) }),
  };
}

/**
 * Reads an annotated tag from its raw bytes. Its signature, if any, ends its message.
 * @throws GitError `ObjectInvalid`
 */
export function parseTag(oid: string, raw: Uint8Array): TagObject {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const { headers, body } = splitObject(bytes, oid);
  const target = single(headers, 'object', oid);
  if (!isOid(target)) throw invalid(oid, 'it names an object that cannot be');
  const tagger = headers.find((header) => header.key === 'tagger');
  const marker = signatureStart(bytes, body);
  return {
    oid,
    target,
    name: single(headers, 'tag', oid),
    ...(tagger === undefined ? {} : { tagger: parseSigner(tagger.value) }),
    message: bytes.toString('utf8', body, marker ?? bytes.length),
    ...(marker === undefined
      ? {}
      : { signature: signatureOf(bytes.toString('latin1', marker), bytes.subarray(0, marker)) }),
  };
}

function splitObject(
  bytes: Buffer,
  oid: string,
): { readonly headers: Header[]; readonly body: number } {
  const headers: Header[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x0a) return { headers, body: at + 1 };
    const start = at;
    const lines: string[] = [];
    do {
      const end = bytes.indexOf(0x0a, at);
      if (end < 0) throw invalid(oid, 'a header has no end');
      lines.push(bytes.toString('utf8', lines.length === 0 ? at : at + 1, end));
      at = end + 1;
      // A header's further lines begin with a space.
    } while (bytes[at] === 0x20);
    const text = lines.join('\n');
    const space = text.indexOf(' ');
    if (space < 1) throw invalid(oid, 'a header has no value');
    headers.push({ key: text.slice(0, space), value: text.slice(space + 1), start, end: at });
  }
  return { headers, body: bytes.length };
}

function single(headers: readonly Header[], key: string, oid: string): string {
  const found = headers.filter((header) => header.key === key);
  // Two trees or authors would let a signature speak for one and a reader see the other.
  if (found.length !== 1 || found[0] === undefined)
    throw invalid(oid, `it has ${found.length} '${key}' headers`);
  return found[0].value;
}

function parseSigner(text: string): Signer {
  const match = /^(.*?)\s*<([^>]*)>\s*(?:(-?\d{1,15}))?/.exec(text);
  return {
    name: match?.[1] ?? text,
    email: match?.[2] ?? '',
    time: Number(match?.[3] ?? 0),
  };
}

function without(bytes: Buffer, headers: readonly Header[]): Uint8Array {
  const parts: Buffer[] = [];
  let at = 0;
  for (const header of headers) {
    parts.push(bytes.subarray(at, header.start));
    at = header.end;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
}

const beginnings = [
  '-----BEGIN PGP SIGNATURE-----',
  '-----BEGIN PGP MESSAGE-----',
  '-----BEGIN SSH SIGNATURE-----',
  '-----BEGIN SIGNED MESSAGE-----',
] as const;

/** Where the signature of a tag begins: the last line that opens one, as git looks for it. */
function signatureStart(bytes: Buffer, body: number): number | undefined {
  let found: number | undefined;
  for (let at = body; at < bytes.length;) {
    if (beginnings.some((text) => bytes.subarray(at, at + text.length).equals(Buffer.from(text)))) {
      found = at;
    }
    const newline = bytes.indexOf(0x0a, at);
    if (newline < 0) break;
    at = newline + 1;
  }
  return found;
}

function signatureOf(armored: string, payload: Uint8Array): ObjectSignature {
  const first = armored.trimStart().split('\n', 1)[0] ?? '';
  const kind = first.includes('BEGIN SSH ')
    ? 'ssh'
    : first.includes('BEGIN PGP ')
      ? 'pgp'
      : first.includes('BEGIN SIGNED MESSAGE')
        ? 'x509'
        : 'unknown';
  return { kind, armored, payload };
}

function invalid(oid: string, why: string): GitError {
  return new GitError('ObjectInvalid', `object ${oid} is not well formed: ${why}`, {
    retry: 'on-change',
  });
}
