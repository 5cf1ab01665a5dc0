import type { KubeObject } from '@fluxts/kube-client';
import type { Column } from '../kinds/kind.ts';
import type { Table } from '../output/table.ts';

/** How objects become the rows of a `get` table. */
export interface RowStyle {
  readonly columns: readonly Column[];
  /** Put NAMESPACE first. */
  readonly withNamespace: boolean;
  /** Write `gitrepository/name`, as `get all` does. */
  readonly withKind: boolean;
}

/** Lays objects out as a table. */
export function objectTable(objects: readonly KubeObject[], style: RowStyle): Table {
  return {
    headers: [
      ...(style.withNamespace ? ['NAMESPACE'] : []),
      'NAME',
      ...style.columns.map((column) => column.header),
    ],
    rows: objects.map((object) => objectRow(object, style)),
  };
}

function objectRow(object: KubeObject, style: RowStyle): readonly string[] {
  const name = style.withKind
    ? `${object.kind.toLowerCase()}/${object.metadata.name}`
    : object.metadata.name;
  return [
    ...(style.withNamespace ? [object.metadata.namespace ?? ''] : []),
    name,
    ...style.columns.map((column) => column.value(object)),
  ];
}
