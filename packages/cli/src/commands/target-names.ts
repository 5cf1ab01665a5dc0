import type { KubeClient } from '@fluxts/kube-client';
import { type CliKind, kindRef } from '../kinds/kind.ts';

/** The objects that a verb with several names is about. */
export interface TargetNames {
  readonly found: readonly string[];
  readonly missing: readonly string[];
}

/** Looks up the names that were typed, each once; all objects of the namespace when there were none. */
export async function targetNames(
  client: KubeClient,
  kind: CliKind,
  namespace: string,
  typed: readonly string[],
  signal: AbortSignal,
): Promise<TargetNames> {
  const { items } = await client.listMetadata({ ...kindRef(kind), namespace }, { signal });
  const existing = items.map((item) => item.metadata.name).sort();
  if (typed.length === 0) return { found: existing, missing: [] };
  const names = [...new Set(typed)];
  return {
    found: names.filter((name) => existing.includes(name)),
    missing: names.filter((name) => !existing.includes(name)),
  };
}
