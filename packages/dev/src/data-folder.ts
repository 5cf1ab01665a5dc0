import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { DevError } from './error.ts';

/** Where everything lies in the data folder. */
export interface DataFolder {
  readonly root: string;
  readonly kubeconfig: string;
  /** State of the API server, which also keeps a second process out. */
  readonly cluster: string;
  /** Artifacts of the sources. */
  readonly artifacts: string;
  /** Fetched objects and unpacked trees: can be removed at any time that nothing runs. */
  readonly cache: string;
  /** The sample repository. */
  readonly sample: string;
  /** What the system remembers of itself: ports, the password of the sample repository. */
  readonly settings: string;
  /** A file of lines for each part: `source-controller.log`, `api-server.log`. */
  readonly logs: string;
}

/** Lays out a data folder. @throws DevError `DataDirUnusable` */
export function openDataFolder(directory: string): DataFolder {
  const root = resolve(directory);
  try {
    mkdirSync(join(root, 'log'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new DevError(
      'DataDirUnusable',
      `the data folder ${root} cannot be made: ${errorMessage(error)}; choose another with --data-dir`,
      { cause: error, retry: 'never' },
    );
  }
  return {
    root,
    kubeconfig: join(root, 'kubeconfig'),
    cluster: join(root, 'cluster'),
    artifacts: join(root, 'artifacts'),
    cache: join(root, 'cache'),
    sample: join(root, 'gitops'),
    settings: join(root, 'settings.json'),
    logs: join(root, 'log'),
  };
}
