import { UsageError } from '../error.ts';
import { type Command, type CommandEntry, findEntry, loadCommand } from './command.ts';
import { bool, type FlagSet } from './flag.ts';
import { formatHelp } from './help.ts';
import { firstOperand, parseArguments } from './parse.ts';

/** What a command line came to: help to print, or a command to run. */
export type Dispatch =
  | { readonly action: 'help'; readonly text: string }
  | {
      readonly action: 'run';
      readonly command: Command;
      readonly path: readonly string[];
      readonly args: readonly string[];
      readonly flags: Readonly<Record<string, unknown>>;
      readonly given: ReadonlySet<string>;
    };

const helpFlag: FlagSet = { help: bool(false, 'help for this command', { short: 'h' }) };

/**
 * Walks from the root to the command that is meant, loading the families on the way, and reads its
 * flags. Flags may stand anywhere, before or after the names of commands.
 * @throws UsageError
 */
export async function dispatch(root: Command, args: readonly string[]): Promise<Dispatch> {
  let current = root;
  let inherited: FlagSet = {};
  let rest = [...args];
  const path = [root.name];
  let wantsHelp = false;

  for (;;) {
    const flags: FlagSet = { ...inherited, ...current.flags, ...helpFlag };
    const entries = current.subcommands ?? [];
    const index = entries.length === 0 ? undefined : firstOperand(rest, flags);
    if (index === undefined) break;
    const name = rest[index] as string;
    if (current === root && name === 'help') {
      wantsHelp = true;
      rest.splice(index, 1);
      continue;
    }
    const entry = findEntry(entries, name);
    if (entry === undefined) {
      if (current.run !== undefined) break;
      throw unknownCommand(name, path, entries);
    }
    rest = rest.toSpliced(index, 1);
    inherited = { ...inherited, ...current.flags };
    current = await loadCommand(entry);
    path.push(current.name);
  }

  const flags: FlagSet = { ...inherited, ...current.flags, ...helpFlag };
  const help = (): Dispatch => ({
    action: 'help',
    text: formatHelp({ ...current, flags: { ...current.flags, ...helpFlag } }, { path, inherited }),
  });
  // Help is given whatever else is wrong with the line.
  if (wantsHelp || asksForHelp(rest)) return help();
  const parsed = parseArguments(rest, flags);
  if (parsed.values['help'] === true || current.run === undefined) return help();
  return {
    action: 'run',
    command: current,
    path,
    args: parsed.operands,
    flags: parsed.values,
    given: parsed.given,
  };
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const flags = end < 0 ? args : args.slice(0, end);
  return flags.includes('--help') || flags.includes('-h');
}

function unknownCommand(
  name: string,
  path: readonly string[],
  entries: readonly CommandEntry[],
): UsageError {
  const near = entries
    .filter((entry) => entry.hidden !== true)
    .flatMap((entry) => [entry.name, ...(entry.aliases ?? [])])
    .filter((candidate) => candidate.startsWith(name) || distance(candidate, name) <= 2);
  const hint =
    near.length === 0
      ? `; '${path.join(' ')} --help' lists the commands`
      : `; did you mean '${near.slice(0, 3).join("' or '")}'?`;
  return new UsageError(
    'UnknownCommand',
    `unknown command "${name}" for "${path.join(' ')}"${hint}`,
  );
}

/** The number of letters to change, add or drop to make one word the other. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] as number) + 1,
          (current[column - 1] as number) + 1,
          (previous[column - 1] as number) + change,
        ),
      );
    }
    previous = current;
  }
  return previous[b.length] as number;
}
