import { gitRepository } from './git-repository.ts';
import type { CliKind } from './kind.ts';
import { kustomization } from './kustomization.ts';

/**
 * The kinds that the verbs know, in the order `get all` lists them. A new kind is a file beside this one
 * and an entry here: `get`, `reconcile`, `suspend`, `resume`, `export` and `delete` follow from it.
 */
export const cliKinds: readonly CliKind[] = [gitRepository, kustomization];

/** The kinds that are sources. */
export const sourceKinds: readonly CliKind[] = cliKinds.filter(
  (kind) => kind.words[0] === 'source',
);
