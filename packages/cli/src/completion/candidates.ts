import { type Command, findEntry, loadCommand } from '../command/command.ts';
import type { FlagSet } from '../command/flag.ts';
import { firstOperand } from '../command/parse.ts';

/**
 * What could stand where the cursor is: commands, flags, or the values of a flag with a closed set.
 * @param words what was typed after the program's name; the last one is being typed
 */
export async function completionCandidates(
  root: Command,
  words: readonly string[],
): Promise<readonly string[]> {
  const typed = words.at(-1) ?? '';
  let rest = words.slice(0, -1);
  let current = root;
  let flags: FlagSet = { ...root.flags };
  for (;;) {
    const index = firstOperand(rest, flags);
    const entry =
      index === undefined ? undefined : findEntry(current.subcommands ?? [], rest[index] as string);
    if (index === undefined || entry === undefined) break;
    rest = rest.toSpliced(index, 1);
    current = await loadCommand(entry);
    flags = { ...flags, ...current.flags };
  }
  const candidates =
    choicesOf(flags, rest.at(-1)) ??
    (typed.startsWith('-') ? flagNames(flags) : subcommandNames(current));
  return candidates.filter((candidate) => candidate.startsWith(typed)).toSorted();
}

function choicesOf(flags: FlagSet, before: string | undefined): readonly string[] | undefined {
  const name = /^--([^=]+)$/.exec(before ?? '')?.[1];
  const short = /^-([A-Za-z])$/.exec(before ?? '')?.[1];
  const flag = Object.entries(flags).find(
    ([long, one]) => long === name || (short !== undefined && one.short === short),
  )?.[1];
  return flag === undefined || flag.bare !== undefined ? undefined : (flag.choices ?? []);
}

function flagNames(flags: FlagSet): readonly string[] {
  return Object.entries(flags)
    .filter(([, flag]) => flag.hidden !== true)
    .map(([name]) => `--${name}`);
}

function subcommandNames(command: Command): readonly string[] {
  return (command.subcommands ?? [])
    .filter((entry) => entry.hidden !== true)
    .map((entry) => entry.name);
}
