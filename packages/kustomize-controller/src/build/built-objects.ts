import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { JsonObject } from '@fluxts/base';
import { parseJson } from '@fluxts/yaml';
import { othersTurn } from '../turns.ts';

const inflateAsync = promisify(inflate);

/** How many characters are read before others get their turn: about a millisecond's work. */
const sliceLength = 200_000;

/** One object of a build. */
export interface BuiltManifest {
  readonly object: JsonObject;
  /** Equal digests mean equal objects. */
  readonly digest: string;
}

/** Unpacks the objects of a build. Large sets are read in slices, so that nobody waits long for their turn. */
export async function builtObjects(packed: Uint8Array): Promise<BuiltManifest[]> {
  const text = (await inflateAsync(packed)).toString('utf8');
  if (text === '') return [];
  const objects: BuiltManifest[] = [];
  let read = 0;
  for (const line of text.split('\n')) {
    const digest = createHash('sha1').update(line).digest('base64');
    objects.push({ object: parseJson(line) as JsonObject, digest });
    read += line.length;
    if (read < sliceLength) continue;
    read = 0;
    await othersTurn();
  }
  return objects;
}
