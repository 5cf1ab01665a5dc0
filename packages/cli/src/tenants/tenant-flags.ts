import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { diskFileSystem, errorMessage } from '@fluxts/base';
import {
  type FleetPlan,
  type GeneratedFile,
  generateFleetFiles,
  parseTenantsConfig,
  planFleet,
  type TenantsConfig,
} from '@fluxts/tenants';
import { bool, choice, type Flag, string } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';

/** The flags of every `flux tenants` command that reads the tenants file. */
export type TenantFlags = {
  readonly config: Flag<string>;
  readonly path: Flag<string>;
  readonly 'api-version': Flag<'current' | 'legacy'>;
};

/** The flags of every `flux tenants` command that reads the tenants file. */
export const tenantFlags: TenantFlags = {
  config: string('tenants.yaml', 'the tenants file'),
  path: string('.', 'checkout of the fleet repository'),
  'api-version': choice(
    ['current', 'legacy'],
    'current',
    "'legacy' writes the objects in the v1beta1 form of 2021",
  ),
};

/** The flags of those that write. */
export type WriteFlags = { readonly yes: Flag<boolean>; readonly silent: Flag<boolean> };

/** The flags of those that write. */
export const writeFlags: WriteFlags = {
  yes: bool(false, 'remove namespaces without asking', { short: 'y' }),
  silent: bool(false, 'same as --yes', { short: 's' }),
};

/** A tenants file, what follows from it, and what a checkout lacks of that. */
export interface Fleet {
  readonly config: TenantsConfig;
  readonly files: readonly GeneratedFile[];
  readonly plan: FleetPlan;
  /** The checkout, absolute. */
  readonly directory: string;
}

/** Reads and checks the tenants file. @throws CommandError `InvalidInput`, TenantsError */
export function readTenants(context: Context, file: string): TenantsConfig {
  const path = resolve(context.cwd, file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(
      'InvalidInput',
      `the tenants file cannot be read: ${errorMessage(error)}; name it with --config`,
      { cause: error },
    );
  }
  return parseTenantsConfig(text, shortest(relative(context.cwd, path), path));
}

/** Compares what follows from a tenants file with a checkout. @throws CommandError `InvalidInput` */
export function readFleet(
  context: Context,
  config: TenantsConfig,
  flags: { readonly path: string; readonly 'api-version': 'current' | 'legacy' },
): Fleet {
  const directory = resolve(context.cwd, flags.path);
  if (!existsSync(directory)) {
    throw new CommandError('InvalidInput', `the checkout ${directory} does not exist`);
  }
  const files = generateFleetFiles(config, { apiVersions: flags['api-version'] });
  return { config, files, directory, plan: planFleet(config, files, diskFileSystem(directory)) };
}

/** Says which files are deployed although nobody generated them. */
export function warnOfStrangers(context: Context, plan: FleetPlan): void {
  for (const path of plan.strangers) {
    context.log.warning(`${path} was not generated; it is left alone, and deployed`);
  }
}

/**
 * Asks before namespaces go with everything in them.
 * @throws CommandError `Refused` when the answer is no, or nobody can answer
 */
export async function confirmRemovals(
  context: Context,
  { removedTenants }: FleetPlan,
  flags: { readonly yes: boolean; readonly silent: boolean },
): Promise<void> {
  if (removedTenants.length === 0 || flags.yes || flags.silent) return;
  const names = removedTenants.join(', ');
  const what = removedTenants.length === 1 ? `namespace ${names}` : `namespaces ${names}`;
  context.log.warning(`${what} would be deleted, with everything in it`);
  if (await context.io.confirm(`Remove ${what}`)) return;
  throw new CommandError('Refused', `nothing was changed; --yes removes ${what} without asking`);
}

function shortest(a: string, b: string): string {
  return a !== '' && a.length < b.length ? a : b;
}
