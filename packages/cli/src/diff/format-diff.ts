import type { Json, JsonObject } from '@fluxts/base';
import type { DiffEntry } from '@fluxts/apply';
import { diffObjects, type FieldChange, parsePointer, systemFields } from '@fluxts/kube';
import { stringify } from '@fluxts/yaml';

const words = {
  created: 'created',
  configured: 'drifted',
  deleted: 'deleted',
  skipped: 'skipped',
} as const;

/** Writes what would become of one object; `undefined` for one that stays as it is. */
export function formatDiffEntry(entry: DiffEntry): string | undefined {
  if (entry.action === 'unchanged') return undefined;
  const head = `► ${entry.name} ${words[entry.action]}\n`;
  if (entry.before === undefined || entry.after === undefined) return head;
  return `${head}\n${formatChanges(entry.before, entry.after)}`;
}

/** Writes an object that would be deleted. */
export function formatDeletion(name: string): string {
  return `► ${name} ${words.deleted}\n`;
}

/** The differences of two objects, a paragraph each: where, what kind, and both values. */
function formatChanges(before: JsonObject, after: JsonObject): string {
  return diffObjects(before, after, { ignore: systemFields })
    .map((change) => `${formatChange(change)}\n`)
    .join('');
}

function formatChange(change: FieldChange): string {
  const place = parsePointer(change.path).join('.');
  switch (change.op) {
    case 'add':
      return `${place}\n  + one entry added:\n${block(change.after, '      ')}`;
    case 'remove':
      return `${place}\n  - one entry removed:\n${block(change.before, '      ')}`;
    case 'replace':
    default:
      return (
        `${place}\n  ± value change\n` +
        `${block(change.before, '    - ')}${block(change.after, '    + ')}`
      );
  }
}

function block(value: Json | undefined, margin: string): string {
  const text = value === undefined ? '' : stringify(value).trimEnd();
  return text
    .split('\n')
    .map((line) => `${margin}${line}\n`)
    .join('');
}
