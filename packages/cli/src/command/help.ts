import type { Command } from './command.ts';
import type { Flag, FlagSet } from './flag.ts';

/** What a command's help needs to know beside the command. */
export interface HelpPlace {
  /** The words that lead to the command, `flux` first. */
  readonly path: readonly string[];
  /** Flags of the groups above. */
  readonly inherited: FlagSet;
}

/** Renders the help of a command, in the shape that users of cobra's commands know. */
export function formatHelp(command: Command, place: HelpPlace): string {
  const path = place.path.join(' ');
  const entries = (command.subcommands ?? []).filter((entry) => entry.hidden !== true);
  const sections = [command.description ?? command.summary];

  const usage: string[] = [];
  if (command.run !== undefined) {
    usage.push([path, command.operands, '[flags]'].filter((word) => word !== undefined).join(' '));
  }
  if (entries.length > 0) usage.push(`${path} [command]`);
  sections.push(block('Usage', usage));

  if (command.aliases !== undefined && command.aliases.length > 0) {
    sections.push(block('Aliases', [[command.name, ...command.aliases].join(', ')]));
  }
  if (command.example !== undefined) sections.push(`Examples:\n${indent(command.example)}`);
  if (entries.length > 0) {
    const width = Math.max(...entries.map((entry) => entry.name.length), 11);
    sections.push(
      block(
        'Available Commands',
        entries.map((entry) => `${entry.name.padEnd(width)} ${entry.summary}`),
      ),
    );
  }
  const local = flagLines(command.flags ?? {});
  if (local.length > 0) sections.push(block('Flags', local));
  const inherited = flagLines(place.inherited);
  if (inherited.length > 0) sections.push(block('Global Flags', inherited));
  if (entries.length > 0) {
    sections.push(`Use "${path} [command] --help" for more information about a command.`);
  }
  return `${sections.join('\n\n')}\n`;
}

function block(title: string, lines: readonly string[]): string {
  return `${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

function flagLines(flags: FlagSet): string[] {
  const shown = Object.entries(flags)
    .filter(([, flag]) => flag.hidden !== true)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, flag]) => ({ left: flagForms(name, flag), right: flagText(flag) }));
  const width = Math.max(0, ...shown.map((line) => line.left.length));
  return shown.map((line) => `${line.left.padEnd(width)}   ${line.right}`);
}

function flagForms(name: string, flag: Flag<unknown>): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  return `${short}--${name}${flag.type === '' ? '' : ` ${flag.type}`}`;
}

function flagText(flag: Flag<unknown>): string {
  return flag.shownDefault === undefined
    ? flag.usage
    : `${flag.usage} (default ${flag.shownDefault})`;
}
