import { getPath, getString, type JsonObject } from '@fluxts/base';

/**
 * The field managers, other than ours, that wrote to an object since a time; those of status do not count.
 * @param since RFC 3339; all that ever wrote when absent
 * @returns names, the latest writer first
 */
export function otherManagers(
  object: JsonObject,
  ours: readonly string[],
  since?: string,
): readonly string[] {
  const entries = getPath(object, 'metadata', 'managedFields');
  if (!Array.isArray(entries)) return [];
  const others = entries
    .filter((entry) => getString(entry, 'subresource') !== 'status')
    .map((entry) => ({
      name: getString(entry, 'manager') ?? '',
      time: getString(entry, 'time') ?? '',
    }))
    .filter(({ name, time }) => name !== '' && !ours.includes(name) && time >= (since ?? ''))
    .sort((a, b) => (a.time < b.time ? 1 : -1));
  return [...new Set(others.map(({ name }) => name))];
}
