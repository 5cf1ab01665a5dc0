import { createHash } from 'node:crypto';
import { getPath, getString, type Json, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';
import { isOwnManager } from './own-managers.ts';

/** Field managers by name, and a digest of what each has written. */
export type Writers = ReadonlyMap<string, string>;

/** Of an object that nobody else wrote to: most are. */
export const nobody: Writers = new Map();

/**
 * A digest of everything in an object's metadata that tells of a change of what was applied: generation,
 * labels, annotations, and who set which fields when. What controllers write to status is left out, so
 * that a rollout is no change.
 */
export function fingerprint(object: JsonObject): string {
  const metadata = getPath(object, 'metadata');
  return digest([
    getPath(metadata, 'uid') ?? null,
    getPath(metadata, 'generation') ?? null,
    getPath(metadata, 'labels') ?? null,
    getPath(metadata, 'annotations') ?? null,
    managersOf(object),
  ]);
}

/** Who else has written to an object, its status aside. */
export function writersOf(object: JsonObject): Writers {
  const entries = new Map<string, Json[]>();
  for (const entry of managersOf(object)) {
    const name = getString(entry, 'manager') ?? '';
    if (isOwnManager(name)) continue;
    entries.set(name, [...(entries.get(name) ?? []), entry]);
  }
  if (entries.size === 0) return nobody;
  return new Map([...entries].map(([name, written]) => [name, digest(written)]));
}

/** The managers that wrote something else than before, or wrote for the first time. */
export function changedWriters(before: Writers, now: Writers): readonly string[] {
  return [...now].filter(([name, written]) => before.get(name) !== written).map(([name]) => name);
}

function managersOf(object: JsonObject): Json[] {
  const managers = getPath(object, 'metadata', 'managedFields');
  if (!Array.isArray(managers)) return [];
  return managers.filter((entry) => getString(entry, 'subresource') !== 'status');
}

function digest(value: Json): string {
  return createHash('sha1').update(stringifyJson(value)).digest('base64');
}
