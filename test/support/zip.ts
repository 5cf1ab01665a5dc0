import { inflateRawSync } from 'node:zlib';

/** One file of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** The file's bytes, unpacked. */
  read(): Buffer;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const largestFile = 256 * 1024 * 1024;

/**
 * Lists the files of a zip archive held in memory. Knows what the tool archives use: one part, stored or
 * deflated files below 4 GiB.
 */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory) throw new Error('not a zip archive');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('broken zip directory');
    const method = archive.readUInt16LE(at + 10);
    const packedSize = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const extraLength = archive.readUInt16LE(at + 30);
    const commentLength = archive.readUInt16LE(at + 32);
    const headerAt = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({ name, read: () => readEntry(archive, headerAt, packedSize, method) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function readEntry(archive: Buffer, headerAt: number, packedSize: number, method: number): Buffer {
  const nameLength = archive.readUInt16LE(headerAt + 26);
  const extraLength = archive.readUInt16LE(headerAt + 28);
  const start = headerAt + 30 + nameLength + extraLength;
  const packed = archive.subarray(start, start + packedSize);
  if (method === 0) return packed;
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: largestFile });
  throw new Error(`zip method ${method} is not known`);
}
