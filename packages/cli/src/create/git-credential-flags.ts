import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { choice, type Flag, integer, string } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import { scanHostKeys } from './known-hosts.ts';
import { generateSshKey, publicKeyOf, type SshKeyRequest } from './ssh-key.ts';
import type { GitSecretInput } from './git-secret.ts';

/** The flags that say how to log on to a git server. */
export type GitCredentialFlags = {
  readonly url: Flag<string>;
  readonly username: Flag<string>;
  readonly password: Flag<string>;
  readonly 'ssh-key-algorithm': Flag<'rsa' | 'ecdsa' | 'ed25519'>;
  readonly 'ssh-rsa-bits': Flag<number>;
  readonly 'ssh-ecdsa-curve': Flag<'p256' | 'p384' | 'p521'>;
  readonly 'private-key-file': Flag<string>;
};

/** The flags that `create source git` and `create secret git` share. */
export const gitCredentialFlags: GitCredentialFlags = {
  url: string('', 'git address, e.g. ssh://git@host/org/repository'),
  username: string('', 'basic authentication username', { short: 'u' }),
  password: string('', 'basic authentication password', { short: 'p' }),
  'ssh-key-algorithm': choice(['rsa', 'ecdsa', 'ed25519'], 'ecdsa', 'SSH public key algorithm'),
  'ssh-rsa-bits': integer(2048, 'SSH RSA public key bit size (multiplies of 8, min 1024)'),
  'ssh-ecdsa-curve': choice(['p256', 'p384', 'p521'], 'p384', 'SSH ECDSA public key curve'),
  'private-key-file': string(
    '',
    'path to a passwordless private key file used for authenticating to the Git SSH server',
  ),
};

/** The values of {@link gitCredentialFlags}. */
export interface GitCredentialValues {
  readonly password: string;
  readonly 'ssh-key-algorithm': 'rsa' | 'ecdsa' | 'ed25519';
  readonly 'ssh-rsa-bits': number;
  readonly 'ssh-ecdsa-curve': 'p256' | 'p384' | 'p521';
  readonly 'private-key-file': string;
}

/**
 * The SSH part of a git secret: a key pair, read or made, and the host keys of the server.
 * @throws CommandError, UsageError
 */
export async function sshSecret(
  context: Context,
  url: URL,
  flags: GitCredentialValues,
  signal: AbortSignal,
): Promise<NonNullable<GitSecretInput['ssh']>> {
  const file = flags['private-key-file'];
  const pair =
    file === ''
      ? await generateSshKey(keyRequest(flags))
      : readKeyPair(resolve(context.cwd, file), flags.password);
  return { ...pair, knownHosts: await scanHostKeys(url, signal) };
}

/** Reads a file that a flag names. @throws CommandError `InvalidInput` */
export function readFlagFile(context: Context, flag: string, file: string): string {
  try {
    return readFileSync(resolve(context.cwd, file), 'utf8');
  } catch (error) {
    throw new CommandError('InvalidInput', `unable to read --${flag}: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}

function readKeyPair(file: string, passphrase: string): { identity: string; identityPub: string } {
  let identity: string;
  try {
    identity = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError('InvalidInput', `unable to read private key: ${errorMessage(error)}`, {
      cause: error,
    });
  }
  return { identity, identityPub: publicKeyOf(identity, passphrase, file) };
}

function keyRequest(flags: GitCredentialValues): SshKeyRequest {
  const algorithm = flags['ssh-key-algorithm'];
  if (algorithm === 'ed25519') return { algorithm };
  if (algorithm === 'ecdsa') return { algorithm, curve: flags['ssh-ecdsa-curve'] };
  const bits = flags['ssh-rsa-bits'];
  if (bits < 1024 || bits > 16_384 || bits % 8 !== 0) {
    throw new UsageError(
      'InvalidFlagValue',
      `RSA key bit size must be a multiple of 8 between 1024 and 16384, not ${bits}`,
    );
  }
  return { algorithm, bits };
}
