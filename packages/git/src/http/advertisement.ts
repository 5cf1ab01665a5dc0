import { GitError } from '../error.ts';
import type { ObjectFormat, RemoteRef, RemoteRefs } from '../git.ts';
import { packetText, readPackets } from '../pkt-line.ts';

/** What a server says when asked for `info/refs`. */
export type Advertisement =
  | { readonly version: 2; readonly objectFormat: ObjectFormat; readonly lsRefs: boolean }
  | { readonly version: 0; readonly refs: RemoteRefs };

const zeroOid = /^0+$/;
const oidPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Reads the answer to `GET info/refs?service=git-upload-pack` in protocol v0, v1 or v2.
 * Specified by https://git-scm.com/docs/gitprotocol-http and gitprotocol-v2
 * @throws GitError `ProtocolError`
 */
export function readAdvertisement(body: Uint8Array): Advertisement {
  const lines: string[] = [];
  let service = false;
  for (const packet of readPackets(body)) {
    if (packet === 'flush') {
      // The service's name stands in a section of its own before the advertisement.
      if (service && lines.length === 0) continue;
      break;
    }
    if (typeof packet === 'string') throw unexpected(packet);
    const text = packetText(packet);
    if (lines.length === 0 && text.startsWith('# service=')) service = true;
    else lines.push(text);
  }
  if (lines[0]?.startsWith('ERR ') === true) throw serverError(lines[0]);
  return lines[0] === 'version 2' ? readCapabilities(lines.slice(1)) : readV0(lines);
}

function readCapabilities(lines: readonly string[]): Advertisement {
  const format = lines
    .find((line) => line.startsWith('object-format='))
    ?.slice('object-format='.length);
  return {
    version: 2,
    objectFormat: readFormat(format),
    lsRefs: lines.some((line) => line === 'ls-refs' || line.startsWith('ls-refs=')),
  };
}

function readV0(lines: readonly string[]): Advertisement {
  const [first, ...rest] = lines[0] === 'version 1' ? lines.slice(1) : lines;
  if (first === undefined) return { version: 0, refs: { refs: [], objectFormat: 'sha1' } };
  const nul = first.indexOf('\0');
  const capabilities = nul < 0 ? [] : first.slice(nul + 1).split(' ');
  const symbolic = new Map<string, string>();
  let format: string | undefined;
  for (const capability of capabilities) {
    const symref = /^symref=([^:]+):(.+)$/.exec(capability);
    if (symref?.[1] !== undefined && symref[2] !== undefined) symbolic.set(symref[1], symref[2]);
    if (capability.startsWith('object-format=')) format = capability.slice('object-format='.length);
  }
  const refs = new Map<string, RemoteRef>();
  for (const line of [nul < 0 ? first : first.slice(0, nul), ...rest]) {
    const space = line.indexOf(' ');
    const oid = line.slice(0, space);
    const name = line.slice(space + 1);
    if (oid === 'shallow' || name === 'capabilities^{}' || zeroOid.test(oid)) continue;
    if (space < 0 || !oidPattern.test(oid)) throw unexpected(line);
    if (name.endsWith('^{}')) {
      const tag = refs.get(name.slice(0, -3));
      if (tag !== undefined) refs.set(tag.name, { ...tag, peeled: oid });
    } else {
      const target = symbolic.get(name);
      refs.set(name, { name, oid, ...(target === undefined ? {} : { symbolic: target }) });
    }
  }
  return { version: 0, refs: { refs: [...refs.values()], objectFormat: readFormat(format) } };
}

/**
 * Reads the answer to the v2 command `ls-refs`.
 * @throws GitError `ProtocolError`
 */
export function readLsRefs(body: Uint8Array): readonly RemoteRef[] {
  const refs: RemoteRef[] = [];
  let ended = false;
  for (const packet of readPackets(body)) {
    if (packet === 'flush') {
      ended = true;
      break;
    }
    if (typeof packet === 'string') throw unexpected(packet);
    const text = packetText(packet);
    if (text.startsWith('ERR ')) throw serverError(text);
    const [oid = '', name, ...attributes] = text.split(' ');
    // A branch without a commit yet is no reference to anything.
    if (oid === 'unborn') continue;
    if (!oidPattern.test(oid) || name === undefined || name === '') throw unexpected(text);
    const peeled = attribute(attributes, 'peeled:');
    const symbolic = attribute(attributes, 'symref-target:');
    refs.push({
      name,
      oid,
      ...(peeled === undefined ? {} : { peeled }),
      ...(symbolic === undefined ? {} : { symbolic }),
    });
  }
  if (!ended) throw new GitError('ProtocolError', "the server's list of references ends early");
  return refs;
}

function attribute(attributes: readonly string[], name: string): string | undefined {
  return attributes.find((item) => item.startsWith(name))?.slice(name.length);
}

function readFormat(format: string | undefined): ObjectFormat {
  if (format === undefined || format === 'sha1') return 'sha1';
  if (format === 'sha256') return 'sha256';
  throw new GitError('ProtocolError', `the object format '${format.slice(0, 32)}' is not known`);
}

function unexpected(packet: Uint8Array | string): GitError {
  const shown = typeof packet === 'string' ? packet : packetText(packet);
  // oxlint-disable-next-line eslint/no-control-regex -- what a server sends must not reach a terminal raw
  const clean = shown.slice(0, 80).replace(/[\u0000-\u001f\u007f]/g, '?');
  return new GitError(
    'ProtocolError',
    `the server sent '${clean}', which git's protocol does not have here`,
  );
}

function serverError(line: string): GitError {
  // oxlint-disable-next-line eslint/no-control-regex -- as above
  const clean = line.slice(4, 260).replace(/[\u0000-\u001f\u007f]/g, '?');
  return new GitError('ProtocolError', `the server says: ${clean}`);
}
