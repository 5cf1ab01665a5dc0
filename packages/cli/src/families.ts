import type { LazyCommand } from './command/command.ts';

/**
 * The command families, each in a chunk of its own that is loaded only when one of its commands runs.
 * A new family is a file in `commands/` that exports a `Command`, and one entry here.
 */
export const families: readonly LazyCommand[] = [
  {
    name: 'version',
    summary: 'Print the client and server-side components version information.',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
];
