import type { Command } from '../command/command.ts';
import type { FlagSet } from '../command/flag.ts';
import type { CliKind } from '../kinds/kind.ts';
import { cliKinds, sourceKinds } from '../kinds/kinds.ts';

/** What {@link verbGroup} makes a group of. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** The summary of the `source` group below. */
  readonly sources: string;
  readonly flags?: FlagSet;
  /** The command for a kind, named by the last of the kind's words. */
  command(kind: CliKind): Command;
}

/** Lays a verb out as flux does: `<verb> kustomization`, and `<verb> source git` for sources. */
export function verbGroup(verb: Verb): Command {
  const direct = cliKinds.filter((kind) => !sourceKinds.includes(kind));
  return {
    name: verb.name,
    summary: verb.summary,
    description: verb.description,
    ...(verb.flags === undefined ? {} : { flags: verb.flags }),
    subcommands: [
      ...direct.map((kind) => verb.command(kind)),
      {
        name: 'source',
        summary: verb.sources,
        subcommands: sourceKinds.map((kind) => verb.command(kind)),
      },
    ],
  };
}

/** The last of a kind's words: how its command is named below a verb. */
export function lastWord(kind: CliKind): string {
  return kind.words.at(-1) as string;
}
