import type { Command } from '../command/command.ts';
import { createKustomizationCommand } from './create-kustomization.ts';
import { createSecretGitCommand } from './create-secret-git.ts';
import { createSourceGitCommand } from './create-source-git.ts';
import { createTenantCommand } from './create-tenant.ts';

/** `flux create`. */
export const createCommand: Command = {
  name: 'create',
  summary: 'Create or update sources and resources',
  description: 'The create sub-commands generate sources and resources.',
  subcommands: [
    createKustomizationCommand,
    {
      name: 'secret',
      summary: 'Create or update Kubernetes secrets',
      description: 'The create source sub-commands generate Kubernetes secrets specific to Flux.',
      subcommands: [createSecretGitCommand],
    },
    {
      name: 'source',
      summary: 'Create or update sources',
      description: 'The create source sub-commands generate sources.',
      subcommands: [createSourceGitCommand],
    },
    createTenantCommand,
  ],
};
