import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The material that lies beside the checkout: lists of upstream's commands, their golden output. */
export const shared: string = process.env['FLUXTS_SHARED'] ?? join(root, '../shared');

/** Whether the material is there; tests that need it are skipped otherwise. */
export const hasShared: boolean = existsSync(join(shared, 'flux/cli.tsv'));

/** A golden file, with upstream's `{{ .name }}` filled in. */
export function golden(path: string, values: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(join(shared, 'flux/cli-golden', path), 'utf8');
  return text.replaceAll(/\{\{ \.(\w+) \}\}/g, (_, name: string) => values[name] ?? '');
}
