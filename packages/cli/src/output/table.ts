import { printable } from '@fluxts/base';

/** Rows of text under upper-case headers. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Formats a table as flux prints it: left-aligned cells padded to the widest of their column and
 * separated by tabs, a tab after the last cell of each row and a space after that of the header.
 */
export function formatTable(table: Table, options: { readonly header: boolean }): string {
  const rows = table.rows.map((row) => row.map(printable));
  const widths = table.headers.map((header, column) =>
    Math.max(
      options.header ? displayWidth(header) : 0,
      ...rows.map((row) => displayWidth(row[column] ?? '')),
    ),
  );
  const line = (cells: readonly string[]): string =>
    widths.map((width, column) => pad(cells[column] ?? '', width)).join('\t');
  const lines = rows.map((row) => `${line(row)}\t\n`);
  return (options.header ? `${line(table.headers)} \n` : '') + lines.join('');
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

function displayWidth(text: string): number {
  let width = 0;
  for (const _ of text) width++;
  return width;
}
