import type { Context } from '../context.ts';
import type { FlagSet, FlagValues } from './flag.ts';

/** What a command is given to run with. */
export interface Invocation<F extends FlagSet = FlagSet> {
  /** The operands after the command's name. */
  readonly args: readonly string[];
  /** A value for every flag of the command and of the groups above it. */
  readonly flags: FlagValues<F>;
  /** The flags that were typed, so that a default can be told from a choice. */
  readonly given: ReadonlySet<string>;
}

/** One command, or a group of them. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** How the operands are written, such as `[name]`. */
  readonly operands?: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What the command's own help says first; the summary when absent. */
  readonly description?: string;
  readonly example?: string;
  readonly hidden?: boolean;
  /** Flags of this command and of everything below it. */
  readonly flags?: FlagSet;
  /** What is below. A group without `run` prints its help. */
  readonly subcommands?: readonly CommandEntry[];
  run?(context: Context, invocation: Invocation): Promise<void>;
}

/** A command whose code is loaded when it is asked for: the way to keep the start fast. */
export interface LazyCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly hidden?: boolean;
  load(): Promise<Command>;
}

/** What a group lists. */
export type CommandEntry = Command | LazyCommand;

/** What {@link command} takes: a command whose `run` knows the types of its flags. */
export interface CommandDefinition<F extends FlagSet> extends Omit<Command, 'flags' | 'run'> {
  readonly flags: F;
  run(context: Context, invocation: Invocation<F>): Promise<void>;
}

/** Defines a command; the values of its flags reach `run` with their types. */
export function command<F extends FlagSet>(definition: CommandDefinition<F>): Command {
  // The dispatcher parses against `definition.flags`, so the values have the types that `run` expects.
  return definition as unknown as Command;
}

/** Loads an entry that is not loaded yet. */
export async function loadCommand(entry: CommandEntry): Promise<Command> {
  return 'load' in entry ? await entry.load() : entry;
}

/** Finds an entry by name or alias. */
export function findEntry(
  entries: readonly CommandEntry[],
  name: string,
): CommandEntry | undefined {
  return entries.find((entry) => entry.name === name || entry.aliases?.includes(name) === true);
}
