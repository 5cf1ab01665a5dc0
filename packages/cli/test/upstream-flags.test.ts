import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Command, findEntry, loadCommand } from '../src/command/command.ts';
import type { FlagSet } from '../src/command/flag.ts';
import { rootCommand } from '../src/run.ts';
import { hasShared, shared } from './shared.ts';

/** Flags that mean something else here on purpose, or that only upstream's own release needs. */
const different = new Set([
  // What is fetched from GitHub upstream is built in here.
  'flux install --manifests',
  'flux install --registry',
  // The components are those that there are.
  'flux install --components',
  'flux check --components',
  'flux bootstrap --components',
  'flux bootstrap --registry',
  'flux bootstrap --manifests',
  'flux bootstrap --registry-creds',
  // Bootstrap's commits are signed by nobody: sign with git itself.
  'flux bootstrap --gpg-key-ring',
  'flux bootstrap --gpg-passphrase',
  'flux bootstrap --gpg-key-id',
  'flux bootstrap --ssh-signing-key-file',
  'flux bootstrap --ssh-signing-password',
  'flux bootstrap --ssh-signing-passphrase',
  'flux bootstrap --ssh-signing-reuse-private-key',
  // The system's ssh decides which host key algorithms it takes.
  'flux bootstrap --ssh-hostkey-algos',
  'flux bootstrap --manifests',
  'flux bootstrap --registry',
  'flux bootstrap --components',
  // Credentials are not taken from the command line, where others can read them.
  'flux bootstrap --registry-creds',
  // Commits are signed as the user's own git configuration says.
  'flux bootstrap --gpg-key-ring',
  'flux bootstrap --gpg-passphrase',
  'flux bootstrap --gpg-key-id',
  'flux bootstrap --ssh-signing-key-file',
  'flux bootstrap --ssh-signing-password',
  'flux bootstrap --ssh-signing-passphrase',
  'flux bootstrap --ssh-signing-reuse-private-key',
  // The system's ssh decides.
  'flux bootstrap --ssh-hostkey-algos',
  // Shown by the defaults of the environment.
  'flux --namespace',
  'flux --cache-dir',
  'flux logs --flux-namespace',
]);

interface Row {
  readonly command: string;
  readonly record: string;
  readonly name: string;
  readonly short: string;
  readonly fallback: string;
  readonly aliases: readonly string[];
}

function rows(): readonly Row[] {
  const [, ...lines] = readFileSync(join(shared, 'flux/cli.tsv'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const cells = line.split('\t');
    return {
      command: cells[0] ?? '',
      aliases: (cells[1] ?? '').split(',').filter((alias) => alias !== ''),
      record: cells[4] ?? '',
      name: (cells[5] ?? '').replace(/^--/, ''),
      short: (cells[6] ?? '').replace(/^-/, ''),
      fallback: cells[8] ?? '',
    };
  });
}

async function find(path: string): Promise<{ command: Command; flags: FlagSet } | undefined> {
  let command = rootCommand;
  let flags: FlagSet = { ...command.flags };
  for (const word of path.split(' ').slice(1)) {
    const entry = findEntry(command.subcommands ?? [], word);
    if (entry === undefined) return undefined;
    command = await loadCommand(entry);
    flags = { ...flags, ...command.flags };
  }
  return { command, flags };
}

describe.skipIf(!hasShared)('the commands that upstream has too', () => {
  it('have its aliases, flags, letters and defaults', async () => {
    const problems: string[] = [];
    let compared = 0;
    for (const row of rows()) {
      const found = await find(row.command);
      if (found === undefined) continue;
      if (row.record === 'command') {
        for (const alias of row.aliases) {
          if (alias !== found.command.name && found.command.aliases?.includes(alias) !== true) {
            problems.push(`${row.command} has no alias ${alias}`);
          }
        }
        continue;
      }
      if (different.has(`${row.command} --${row.name}`)) continue;
      compared++;
      // A persistent flag of a group may be repeated by each of its commands instead.
      const children = await Promise.all((found.command.subcommands ?? []).map(loadCommand));
      const flag =
        found.flags[row.name] ?? children.find((one) => one.flags?.[row.name])?.flags?.[row.name];
      if (flag === undefined) {
        problems.push(`${row.command} lacks --${row.name}`);
        continue;
      }
      if (row.short !== '' && flag.short !== row.short) {
        problems.push(`${row.command} --${row.name} lacks -${row.short}`);
      }
      if (
        plain(flag.default) !== row.fallback.replace(/^\[|\]$/g, '') &&
        plain(flag.default) !== ''
      ) {
        problems.push(
          `${row.command} --${row.name} defaults to ${plain(flag.default)}, not ${row.fallback}`,
        );
      }
    }
    expect(problems).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  });
});

function plain(value: unknown): string {
  if (value instanceof Map) return '';
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'object' && value !== null && 'text' in value) return String(value.text);
  return String(value);
}
