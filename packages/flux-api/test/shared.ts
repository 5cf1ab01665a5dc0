import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '@fluxts/base';
import { parse } from '@fluxts/yaml';

const checkout = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const shared = process.env['FLUXTS_SHARED'] ?? join(checkout, '..', 'shared');

/** Whether the upstream CRDs lie beside the checkout; without them the comparisons are skipped. */
export const hasShared: boolean = existsSync(join(shared, 'flux', 'crds'));

/** The upstream CRDs in a folder whose file names begin with a CRD's name, by file name. */
export function upstreamCrds(
  folder: 'crds' | 'crds-legacy',
  prefix: string,
): Map<string, JsonObject> {
  const path = join(shared, 'flux', folder);
  const files = readdirSync(path).filter((file) => file.startsWith(prefix));
  return new Map(files.map((file) => [file, parse(readFileSync(join(path, file))) as JsonObject]));
}
