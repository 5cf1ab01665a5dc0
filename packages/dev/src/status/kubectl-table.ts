import { printable } from '@fluxts/base';
import { type FluxKind, storageApiVersion } from '@fluxts/flux-api';
import type { KubeClient, KubeTable } from '@fluxts/kube-client';

/** A listing as kubectl shows it, with the command that shows it. */
export interface KubectlListing {
  readonly command: string;
  readonly text: string;
}

/**
 * Prints a kind as `kubectl get` does, from the server's own table: of one namespace when all objects
 * lie in one, of all otherwise.
 */
export async function kubectlListing(
  client: KubeClient,
  kind: FluxKind,
  signal?: AbortSignal,
): Promise<KubectlListing> {
  const table = await client.table(
    { apiVersion: storageApiVersion(kind), kind: kind.kind },
    { signal },
  );
  const namespaces = new Set(table.rows.map((row) => row.object?.metadata.namespace ?? ''));
  const [only] = namespaces;
  const all = namespaces.size !== 1 || only === undefined;
  return {
    command: `kubectl get ${kind.plural} ${all ? '-A' : `-n ${only}`}`,
    text: formatTable(table, all),
  };
}

function formatTable(table: KubeTable, withNamespace: boolean): string {
  const shown = table.columns.flatMap((column, index) => (column.priority === 0 ? [index] : []));
  const headers = shown.map((index) => (table.columns[index]?.name ?? '').toUpperCase());
  const rows = table.rows.map((row) => [
    ...(withNamespace ? [row.object?.metadata.namespace ?? ''] : []),
    ...shown.map((index) => cellText(row.cells[index])),
  ]);
  if (rows.length === 0) return 'No resources found\n';
  return align([[...(withNamespace ? ['NAMESPACE'] : []), ...headers], ...rows]);
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => {
      const last = row.length - 1;
      const cells = row.map((cell, column) =>
        column === last ? cell : cell.padEnd((widths[column] ?? 0) + 3),
      );
      return `${cells.join('')}\n`;
    })
    .join('');
}

/** The first line of a text, as kubectl shows cells. */
function cellText(cell: KubeTable['rows'][number]['cells'][number] | undefined): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'string' ? cell : String(cell as number | boolean);
  const end = text.search(/[\r\n]/);
  return printable(end < 0 ? text : `${text.slice(0, end)}...`);
}
