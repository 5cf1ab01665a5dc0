import { type Json, type JsonObject, getOwn, getString, isObject } from '@fluxts/base';
import { humanDuration } from '@fluxts/kube';
import type { TableColumn, TableLayout } from '../resource.ts';
import { type Cell, type Column, ageColumn, layout, nameColumn } from './column.ts';
import { parseJsonPath } from './json-path.ts';

/**
 * The table of a custom resource: its name and the definition's `additionalPrinterColumns`, or its age
 * where there are none.
 * @throws JsonPathError for a column whose path is none; the definition's check refuses those
 */
export function customTable(printerColumns: Json | undefined): TableLayout {
  const declared = Array.isArray(printerColumns) ? printerColumns.filter(isObject) : [];
  if (declared.length === 0) return layout([nameColumn, ageColumn]);
  return layout([nameColumn, ...declared.map(customColumn)]);
}

function customColumn(declared: JsonObject): Column {
  const path = parseJsonPath(getString(declared, 'jsonPath') ?? '');
  const type = columnType(getString(declared, 'type'));
  const name = getString(declared, 'name') ?? '';
  const priority = getOwn(declared, 'priority');
  return {
    name,
    type,
    format: getString(declared, 'format') ?? '',
    description:
      getString(declared, 'description') ??
      `Custom resource definition column (in JSONPath format): ${getString(declared, 'jsonPath') ?? ''}`,
    priority: typeof priority === 'number' ? priority : 0,
    cell: (object, now) => cellOf(path.find(object)[0], type, now),
  };
}

function columnType(type: string | undefined): TableColumn['type'] {
  switch (type) {
    case 'integer':
    case 'number':
    case 'boolean':
    case 'date':
      return type;
    case undefined:
    default:
      return 'string';
  }
}

function cellOf(value: Json | undefined, type: TableColumn['type'], now: Date): Cell {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'integer':
      if (typeof value === 'number') return Math.trunc(value);
      return typeof value === 'bigint' ? String(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date': {
      if (typeof value !== 'string') return null;
      const time = Date.parse(value);
      return Number.isNaN(time) ? '<invalid>' : humanDuration(now.getTime() - time);
    }
    case 'string':
    default:
      return typeof value === 'object'
        ? JSON.stringify(value, (_key, item: unknown) =>
            typeof item === 'bigint' ? String(item) : item,
          )
        : String(value);
  }
}
