import { type FileSystem, FileSystemError } from '@fluxts/base';
import type { TenantsConfig } from './config.ts';
import { type GeneratedFile, generatedMarker, tenantsFolder } from './generate.ts';

/** What is to happen with one file of the fleet repository. */
export interface FileChange {
  readonly path: string;
  readonly action: 'create' | 'update' | 'remove';
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The tenant that the file is for; `undefined` for the cluster's own file. */
  readonly tenant: string | undefined;
}

/** The way from what a fleet repository holds to what it should hold. */
export interface FleetPlan {
  /** Sorted by path; empty when nothing is to be done. */
  readonly changes: readonly FileChange[];
  /** Tenants whose namespace, with all that is in it, goes when the plan is carried out. */
  readonly removedTenants: readonly string[];
  /** YAML files among the tenants' that were not generated; they are left alone, and deployed. */
  readonly strangers: readonly string[];
}

/** Compares generated files with a checkout of the fleet repository. Reads only. */
export function planFleet(
  config: TenantsConfig,
  files: readonly GeneratedFile[],
  fleet: FileSystem,
): FleetPlan {
  const folder = tenantsFolder(config);
  const changes: FileChange[] = [];
  for (const { path, content } of files) {
    const before = readText(fleet, path);
    if (before === content) continue;
    const action = before === undefined ? 'create' : 'update';
    changes.push({ path, action, before, after: content, tenant: tenantOf(folder, path) });
  }
  const wanted = new Set(files.map(({ path }) => path));
  const strangers: string[] = [];
  for (const name of fleet.kind(folder) === 'directory' ? fleet.list(folder) : []) {
    const path = `${folder}/${name}`;
    if (!/\.ya?ml$/.test(name) || wanted.has(path)) continue;
    const before = readText(fleet, path);
    if (before?.startsWith(generatedMarker)) {
      changes.push({
        path,
        action: 'remove',
        before,
        after: undefined,
        tenant: tenantOf(folder, path),
      });
    } else {
      strangers.push(path);
    }
  }
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    changes,
    strangers,
    removedTenants: changes.flatMap(({ action, tenant }) =>
      action === 'remove' && tenant !== undefined ? [tenant] : [],
    ),
  };
}

/** The subject of the commit that carries a plan out: it names the tenants, as many as fit. */
export function commitSubject(config: TenantsConfig, plan: FleetPlan): string {
  const verbs = { create: 'Add', update: 'Change', remove: 'Remove' } as const;
  const parts: string[] = [];
  for (const action of ['create', 'update', 'remove'] as const) {
    const tenants = plan.changes.flatMap((change) =>
      change.action === action && change.tenant ? [change.tenant] : [],
    );
    if (tenants.length === 0) continue;
    const shown = tenants.slice(0, 5).join(', ');
    const more = tenants.length > 5 ? ` and ${tenants.length - 5} more` : '';
    parts.push(`${verbs[action]} ${tenants.length === 1 ? 'tenant' : 'tenants'} ${shown}${more}`);
  }
  const subject = parts.length === 0 ? 'Update tenants' : parts.join('; ');
  return `${subject} (${config.clusterId})`;
}

function tenantOf(folder: string, path: string): string | undefined {
  return path.startsWith(`${folder}/`)
    ? path.slice(folder.length + 1).replace(/\.ya?ml$/, '')
    : undefined;
}

function readText(fs: FileSystem, path: string): string | undefined {
  try {
    return new TextDecoder().decode(fs.read(path));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'NotFound') return undefined;
    throw error;
  }
}
