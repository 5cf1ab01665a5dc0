import { createHash } from 'node:crypto';
import type { KustomizationObject } from '@fluxts/flux-api';
import type { ConfigKind, ConfigWatch } from '../wake/config-watch.ts';
import type { SourceArtifact } from './source.ts';

/** A ConfigMap or Secret that a Kustomization uses. */
export interface ConfigReference {
  readonly kind: ConfigKind;
  readonly namespace: string;
  readonly name: string;
}

/** The ConfigMaps and Secrets that a Kustomization uses; their changes wake it. */
export function configReferences(object: KustomizationObject): readonly ConfigReference[] {
  const { namespace } = object.metadata;
  const { postBuild, kubeConfig } = object.spec;
  const references: ConfigReference[] = (postBuild?.substituteFrom ?? []).map(({ kind, name }) => ({
    kind,
    namespace,
    name,
  }));
  const secret = kubeConfig?.secretRef?.name;
  if (secret !== undefined) references.push({ kind: 'Secret', namespace, name: secret });
  const map = kubeConfig?.configMapRef?.name;
  if (map !== undefined) references.push({ kind: 'ConfigMap', namespace, name: map });
  return references;
}

/**
 * A digest of everything that decides what a Kustomization comes to: its spec, the artifact, and the
 * versions of what it uses. While it stays the same, and nobody changed what was applied, there is
 * nothing to do.
 * @returns `undefined` when it cannot be told, because something may not be watched
 */
export async function inputsDigest(
  object: KustomizationObject,
  { artifact, originRevision }: SourceArtifact,
  configs: ConfigWatch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const versions = await Promise.all(
    configReferences(object).map((one) => configs.version(one.kind, one, signal)),
  );
  if (versions.includes(undefined)) return undefined;
  const { uid, generation } = object.metadata;
  return createHash('sha256')
    .update(
      JSON.stringify([
        uid,
        generation,
        artifact.digest,
        artifact.revision,
        originRevision ?? null,
        versions,
      ]),
    )
    .digest('hex');
}
