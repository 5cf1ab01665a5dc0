import { type FileSystem, memoryFileSystem } from '@fluxts/base';
import { type TenantsConfig, tenantsFolder } from '@fluxts/tenants';
import type { GitRunner } from '../checkout/run-git.ts';

/**
 * What the newest commit of a checkout holds of a cluster's tenants: `generate` may have changed the files
 * already, without anybody having committed them.
 */
export async function committedFiles(git: GitRunner, config: TenantsConfig): Promise<FileSystem> {
  const folder = tenantsFolder(config);
  const cluster = `clusters/${config.clusterId}/tenants.yaml`;
  const listed = await git.try('ls-tree', '-z', '--name-only', 'HEAD', `${folder}/`, cluster);
  const paths = (listed ?? '').split('\0').filter((path) => path !== '');
  const files: Record<string, string> = {};
  for (const path of paths) {
    const content = await git.readCommitted(path);
    if (content !== undefined) files[path] = content;
  }
  return memoryFileSystem(files);
}
