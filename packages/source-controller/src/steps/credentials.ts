import { errorMessage } from '@fluxts/base';
import type { GitCredentials, ProxySettings, RepositoryUrl } from '@fluxts/git';
import type { KubeClient } from '@fluxts/kube-client';
import type { AzureWorkloadIdentity } from '../credentials/azure.ts';
import { type GitHubApp, hasGitHubApp } from '../credentials/github-app.ts';
import { readSecret, type SecretEntries } from '../credentials/read-secret.ts';
import {
  credentialsFromSecret,
  proxyFromSecret,
  tlsSettings,
} from '../credentials/secret-credentials.ts';
import type { RepositoryDraft } from '../draft.ts';
import { SourceFailure } from '../failure.ts';

/** What {@link findCredentials} works with. */
export interface CredentialSources {
  readonly client: KubeClient;
  readonly github: GitHubApp;
  readonly azure: AzureWorkloadIdentity;
  readonly objectLevelWorkloadIdentity: boolean;
}

/**
 * All that is needed to reach an object's repository: what its Secrets hold, and what its provider gives.
 * @throws SourceFailure
 */
export async function findCredentials(
  draft: RepositoryDraft,
  url: RepositoryUrl,
  sources: CredentialSources,
  signal: AbortSignal,
): Promise<GitCredentials> {
  const proxy = await findProxy(draft, sources.client, signal);
  const secret = await findSecret(draft, sources.client, signal);
  const way: GitCredentials = proxy === undefined ? {} : { proxy };
  const { provider = 'generic', serviceAccountName = '' } = draft.spec;
  if (provider === 'aws') {
    throw misconfigured(
      "provider 'aws' is not supported: CodeCommit's log-on is not implemented; use https credentials in a secret",
      'stalling',
    );
  }
  if (provider === 'generic') {
    if (secret !== undefined && hasGitHubApp(secret)) {
      throw misconfigured(
        `secretRef '${secretName(draft)}' has github app data but provider is not set to github`,
        'generic',
      );
    }
    return { ...credentialsFromSecret(url, secret), ...way };
  }
  if (provider === 'github') {
    if (secret === undefined || !hasGitHubApp(secret)) {
      throw misconfigured(
        'secretRef with github app data must be specified when provider is set to github',
        secret === undefined ? 'stalling' : 'generic',
      );
    }
    const tls = tlsSettings(secret);
    const basic = await loggingOn(() =>
      sources.github.credentials(secret, { ...way, ...tls }, signal),
    );
    return { ...way, ...tls, basic };
  }
  if (serviceAccountName !== '' && !sources.objectLevelWorkloadIdentity) {
    throw new SourceFailure(
      'to use spec.serviceAccountName for provider authentication please enable the ObjectLevelWorkloadIdentity feature gate in the controller',
      { kind: 'stalling', reason: 'FeatureGateDisabled', condition: 'FetchFailed' },
    );
  }
  const account =
    serviceAccountName === ''
      ? undefined
      : { namespace: draft.namespace, name: serviceAccountName };
  const bearerToken = await loggingOn(() => sources.azure.bearerToken(account, way, signal));
  return { ...way, ...(secret === undefined ? {} : tlsSettings(secret)), bearerToken };
}

async function findProxy(
  draft: RepositoryDraft,
  client: KubeClient,
  signal: AbortSignal,
): Promise<ProxySettings | undefined> {
  const name = draft.spec.proxySecretRef?.name;
  if (name === undefined) return undefined;
  try {
    return proxyFromSecret(await readSecret(client, draft.namespace, name, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw new SourceFailure(
      `failed to configure proxy options: secret '${draft.namespace}/${name}': ${errorMessage(error)}`,
      { reason: 'AuthenticationFailed', condition: 'FetchFailed', cause: error },
    );
  }
}

async function findSecret(
  draft: RepositoryDraft,
  client: KubeClient,
  signal: AbortSignal,
): Promise<SecretEntries | undefined> {
  const name = draft.spec.secretRef?.name;
  if (name === undefined) return undefined;
  try {
    return await readSecret(client, draft.namespace, name, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new SourceFailure(`failed to get secret '${secretName(draft)}': ${errorMessage(error)}`, {
      reason: 'AuthenticationFailed',
      condition: 'FetchFailed',
      cause: error,
    });
  }
}

function secretName(draft: RepositoryDraft): string {
  return `${draft.namespace}/${draft.spec.secretRef?.name ?? ''}`;
}

async function loggingOn<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SourceFailure(`failed to configure authentication options: ${errorMessage(error)}`, {
      reason: 'AuthenticationFailed',
      condition: 'FetchFailed',
      cause: error,
    });
  }
}

function misconfigured(message: string, kind: 'generic' | 'stalling'): SourceFailure {
  return new SourceFailure(message, {
    kind,
    reason: 'InvalidProviderConfiguration',
    condition: 'FetchFailed',
  });
}
