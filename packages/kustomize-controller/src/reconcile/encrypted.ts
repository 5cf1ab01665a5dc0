import { getPath, isObject, type JsonObject } from '@fluxts/base';
import { kustomizeKeys, type KustomizationObject } from '@fluxts/flux-api';
import { formatObject, idOf } from '@fluxts/kube';

/**
 * Makes sure that no Secret is applied in its encrypted form, which no program could use.
 * @throws Error with the first one
 */
export function requireDecrypted(
  object: KustomizationObject,
  manifests: readonly JsonObject[],
): void {
  const encrypted = manifests.find(isEncrypted);
  if (encrypted === undefined) return;
  const name = formatObject(idOf(encrypted));
  throw new Error(
    object.spec.decryption === undefined
      ? `${name} is SOPS encrypted, configuring decryption is required for this secret to be reconciled`
      : `${name} is SOPS encrypted, and decryption is not available in this version`,
  );
}

function isEncrypted(manifest: JsonObject): boolean {
  return (
    manifest['kind'] === 'Secret' &&
    manifest['apiVersion'] === 'v1' &&
    isObject(manifest['sops']) &&
    getPath(manifest, 'metadata', 'annotations', kustomizeKeys.decrypt) !== 'disabled'
  );
}
