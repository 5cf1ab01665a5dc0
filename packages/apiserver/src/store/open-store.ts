import { lmdbEngine } from './lmdb-engine.ts';
import { memoryEngine } from './memory-engine.ts';
import { MvccStore } from './mvcc-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the store in a folder, or an empty one in memory.
 * @throws StoreError `Locked` when another process has the folder
 */
export function openStore(folder: string | undefined): Store {
  return new MvccStore(folder === undefined ? memoryEngine() : lmdbEngine(folder));
}
