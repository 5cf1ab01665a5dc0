import type { KubeObject } from '@fluxts/kube-client';
import { UsageError } from '../error.ts';

/** What opens a git repository, as the flags gave it. Holds secrets. */
export interface GitSecretInput {
  readonly url: URL;
  readonly username: string;
  readonly password: string;
  readonly bearerToken: string;
  /** PEM of a certificate authority. */
  readonly ca: string | undefined;
  /** For SSH: the key pair and the server's host keys. */
  readonly ssh:
    | {
        readonly identity: string;
        readonly identityPub: string;
        readonly knownHosts: string;
      }
    | undefined;
}

/**
 * Reads a git address: a URL with a scheme that git controllers speak.
 * @throws UsageError `InvalidFlagValue`
 */
export function parseGitUrl(text: string): URL {
  if (text === '') throw new UsageError('InvalidFlagValue', 'url is required');
  let url: URL;
  try {
    url = new URL(text);
  } catch (error) {
    throw new UsageError(
      'InvalidFlagValue',
      `git URL '${text}' is not a URL; SSH addresses are written ssh://git@host/org/repository`,
      {
        cause: error,
      },
    );
  }
  if (!['ssh:', 'http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(
      'InvalidFlagValue',
      `git URL scheme '${url.protocol.slice(0, -1)}' not supported, can be: ssh, http and https`,
    );
  }
  return url;
}

/** The entries of a secret for git, by the keys that source-controller reads. @throws UsageError */
export function gitSecretData(input: GitSecretInput): Readonly<Record<string, string>> {
  if (input.ssh !== undefined) {
    return {
      identity: input.ssh.identity,
      'identity.pub': input.ssh.identityPub,
      known_hosts: input.ssh.knownHosts,
      ...(input.password === '' ? {} : { password: input.password }),
    };
  }
  if (input.bearerToken !== '' && (input.username !== '' || input.password !== '')) {
    throw new UsageError(
      'InvalidArguments',
      'user credentials and bearer token cannot be used together',
    );
  }
  if ((input.username === '') !== (input.password === '')) {
    throw new UsageError(
      'InvalidArguments',
      'for Git over HTTP/S the username and password are required together',
    );
  }
  return {
    ...(input.username === '' ? {} : { username: input.username, password: input.password }),
    ...(input.bearerToken === '' ? {} : { bearerToken: input.bearerToken }),
    ...(input.ca === undefined ? {} : { 'ca.crt': input.ca }),
  };
}

/** A Secret with plain-text entries. */
export function secretObject(
  name: string,
  namespace: string,
  stringData: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
    },
    stringData: { ...stringData },
  };
}
