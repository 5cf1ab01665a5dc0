import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { JsonObject } from '@fluxts/base';
import { parseJson } from '@fluxts/yaml';

const inflateAsync = promisify(inflate);

/** How many characters are parsed before others get their turn: about a millisecond's work. */
const sliceLength = 200_000;

/** Unpacks the objects of a build. Large sets are read in slices, so that nobody waits long for their turn. */
export async function builtObjects(packed: Uint8Array): Promise<JsonObject[]> {
  const text = (await inflateAsync(packed)).toString('utf8');
  if (text === '') return [];
  const objects: JsonObject[] = [];
  let parsed = 0;
  for (const line of text.split('\n')) {
    objects.push(parseJson(line) as JsonObject);
    parsed += line.length;
    if (parsed < sliceLength) continue;
    parsed = 0;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return objects;
}
