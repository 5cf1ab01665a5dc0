import { errorMessage, getString, type Json } from '@fluxts/base';
import type { SecretKeyReference } from '@fluxts/flux-api';
import {
  type ClusterConfig,
  createKubeClient,
  isNotFound,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import type { ClusterAccess } from './remote-clusters.ts';
import { TargetError } from './target-error.ts';

/** What {@link readKubeconfigSecret} goes by. */
export interface KubeconfigRules {
  /** Accept kubeconfigs that do not verify the server. */
  readonly allowInsecureTls: boolean;
  readonly signal: AbortSignal;
}

/**
 * Reads a kubeconfig from a tenant's Secret. It may name no files and run no plugins, so that it can read
 * nothing of this machine's.
 * @throws TargetError; KubeApiError when the Secret cannot be read
 */
export async function readKubeconfigSecret(
  local: KubeClient,
  namespace: string,
  reference: SecretKeyReference,
  rules: KubeconfigRules,
): Promise<ClusterAccess> {
  const name = `${namespace}/${reference.name}`;
  const secret = await readSecret(local, namespace, reference.name, rules.signal);
  const { uid, resourceVersion } = secret.metadata;
  return {
    name: `Secret/${name}/${reference.key ?? ''}`,
    version: `${uid}.${resourceVersion}`,
    connect: () => {
      const text = kubeconfigText(name, secret['data'], reference.key);
      return createKubeClient(parse(name, text, rules), { allowExec: false });
    },
  };
}

async function readSecret(
  local: KubeClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<KubeObject> {
  try {
    return await local.get({ apiVersion: 'v1', kind: 'Secret', namespace, name }, { signal });
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new TargetError(
      'AccessMissing',
      `unable to read KubeConfig secret '${namespace}/${name}' error: ${errorMessage(error)}`,
      { cause: error },
    );
  }
}

function parse(name: string, text: string, { allowInsecureTls }: KubeconfigRules): ClusterConfig {
  try {
    return resolveKubeconfig(parseKubeconfig([{ text }]), {
      allowFiles: false,
      allowExec: false,
      allowInsecureTls,
    });
  } catch (error) {
    throw new TargetError(
      'AccessInvalid',
      `KubeConfig secret '${name}' is not usable: ${errorMessage(error)}`,
      { cause: error, retry: 'on-change' },
    );
  }
}

function kubeconfigText(secret: string, data: Json | undefined, key: string | undefined): string {
  const encoded =
    key === undefined
      ? (getString(data, 'value') ?? getString(data, 'value.yaml'))
      : getString(data, key);
  if (encoded === undefined) {
    throw new TargetError(
      'AccessMissing',
      `KubeConfig secret '${secret}' does not contain a '${key ?? 'value'}' key with a kubeconfig`,
      { retry: 'on-change' },
    );
  }
  return Buffer.from(encoded, 'base64').toString('utf8');
}
