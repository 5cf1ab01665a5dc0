import { type Json, type JsonObject, getPath, getString, isObject } from '@fluxts/base';
import type { TableColumn, TableLayout } from '../resource.ts';
import { mappingsAt } from '../reading.ts';
import { ageCell } from './age.ts';

/** What stands in one cell. */
export type Cell = string | number | boolean | null;

/** A column and how its cells come about. */
export interface Column extends TableColumn {
  cell(object: JsonObject, now: Date): Cell;
}

/** A column of text that is always shown. */
export function text(name: string, cell: (object: JsonObject, now: Date) => Cell): Column {
  return { name, type: 'string', format: '', description: '', priority: 0, cell };
}

/** A column of text that only wide output shows. */
export function wide(name: string, cell: (object: JsonObject, now: Date) => Cell): Column {
  return { ...text(name, cell), priority: 1 };
}

/** A column of whole numbers; a missing number is 0. */
export function integer(name: string, ...path: readonly (string | number)[]): Column {
  return { ...text(name, (object) => count(object, ...path)), type: 'integer' };
}

/** The name of the object, first in nearly every table. */
export const nameColumn: Column = {
  ...text('Name', (object) => getString(object, 'metadata', 'name') ?? ''),
  format: 'name',
  description: 'Name must be unique within a namespace.',
};

/** How long ago the object was created. */
export const ageColumn: Column = {
  ...text('Age', (object, now) => ageCell(getPath(object, 'metadata', 'creationTimestamp'), now)),
  description: 'How long ago the object was created.',
};

/** The creation time itself, as kinds without a printer of their own show it. */
export const createdAtColumn: Column = {
  ...text('Created At', (object) => getString(object, 'metadata', 'creationTimestamp') ?? ''),
  type: 'date',
  description: 'When the object was created, in RFC 3339 form and UTC.',
};

/** Puts columns together to a table. */
export function layout(columns: readonly Column[]): TableLayout {
  return {
    columns: columns.map(({ name, type, format, description, priority }) => ({
      name,
      type,
      format,
      description,
      priority,
    })),
    cells: (object, now) => columns.map((column) => column.cell(object, now)),
  };
}

/** A number of the object, 0 where there is none. */
export function count(object: JsonObject, ...path: readonly (string | number)[]): number {
  const value = getPath(object, ...path);
  return typeof value === 'number' ? value : 0;
}

/** A string of the object, `<none>` (or what is given) where there is none. */
export function orNone(value: Json | undefined, none = '<none>'): string {
  if (typeof value === 'string') return value === '' ? none : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : none;
}

/** How many entries a list or a mapping has. */
export function sizeOf(value: Json | undefined): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** Joins the strings of a list, `<none>` when it is empty. */
export function joined(items: readonly string[], none = '<none>'): string {
  return items.length === 0 ? none : items.join(',');
}

/** `a=1,b=2` of a mapping of strings, sorted; `<none>` when it is empty. */
export function labelText(labels: Json | undefined): string {
  if (!isObject(labels)) return '<none>';
  return joined(
    Object.keys(labels)
      .sort()
      .map((key) => `${key}=${orNone(labels[key], '')}`),
  );
}

/** A label selector in its string form: `a=1,b in (x,y),!c`; `<none>` when it selects everything. */
export function selectorText(selector: Json | undefined): string {
  const matchLabels = getPath(selector, 'matchLabels');
  const parts = isObject(matchLabels) && sizeOf(matchLabels) > 0 ? [labelText(matchLabels)] : [];
  for (const expression of mappingsAt(selector, 'matchExpressions')) {
    const key = getString(expression, 'key') ?? '';
    const values = getPath(expression, 'values');
    const list = Array.isArray(values) ? values.map((value) => orNone(value, '')).sort() : [];
    switch (getString(expression, 'operator')) {
      case 'In':
        parts.push(`${key} in (${list.join(',')})`);
        break;
      case 'NotIn':
        parts.push(`${key} notin (${list.join(',')})`);
        break;
      case 'Exists':
        parts.push(key);
        break;
      case 'DoesNotExist':
        parts.push(`!${key}`);
        break;
      case undefined:
      default:
        break;
    }
  }
  return joined(parts);
}

/** The names or the images of the containers of a pod template or pod spec. */
export function containers(podSpec: Json | undefined, what: 'image' | 'name'): string {
  return mappingsAt(podSpec, 'containers')
    .map((container) => getString(container, what) ?? '')
    .join(',');
}

/** The wide columns of everything that makes pods. */
export function templateColumns(selector: boolean, ...spec: readonly string[]): readonly Column[] {
  const columns = [
    wide('Containers', (object) => containers(getPath(object, ...spec), 'name')),
    wide('Images', (object) => containers(getPath(object, ...spec), 'image')),
  ];
  if (selector)
    columns.push(wide('Selector', (object) => selectorText(getPath(object, 'spec', 'selector'))));
  return columns;
}
