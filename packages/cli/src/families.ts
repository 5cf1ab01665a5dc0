import type { LazyCommand } from './command/command.ts';

/**
 * The command families, each in a chunk of its own that is loaded only when one of its commands runs.
 * A new family is a file in `commands/` that exports a `Command`, and one entry here.
 */
export const families: readonly LazyCommand[] = [
  family(
    'create',
    'Create or update sources and resources',
    async () => (await import('./commands/create.ts')).createCommand,
  ),
  family(
    'delete',
    'Delete sources and resources',
    async () => (await import('./commands/delete.ts')).deleteCommand,
  ),
  family(
    'export',
    'Export resources in YAML format',
    async () => (await import('./commands/export.ts')).exportCommand,
  ),
  family(
    'get',
    'Get the resources and their status',
    async () => (await import('./commands/get.ts')).getCommand,
  ),
  family(
    'reconcile',
    'Reconcile sources and resources',
    async () => (await import('./commands/reconcile.ts')).reconcileCommand,
  ),
  family(
    'resume',
    'Resume suspended resources',
    async () => (await import('./commands/resume.ts')).resumeCommand,
  ),
  family(
    'suspend',
    'Suspend resources',
    async () => (await import('./commands/suspend.ts')).suspendCommand,
  ),
  family(
    'version',
    'Print the client and server-side components version information.',
    async () => (await import('./commands/version.ts')).versionCommand,
  ),
];

function family(name: string, summary: string, load: LazyCommand['load']): LazyCommand {
  return { name, summary, load };
}
