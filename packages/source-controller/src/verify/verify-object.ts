import type { ObjectSignature } from '@fluxts/git';
import { VerificationError } from './verification-error.ts';
import { verifyPgpSignature } from './pgp-signature.ts';
import { verifySshSignature } from './ssh-signature.ts';

/** The keys whose signatures are trusted. */
export interface TrustedKeys {
  /** Armored PGP key rings. */
  readonly pgp: readonly string[];
  /** Texts in the form of authorized_keys. */
  readonly ssh: readonly string[];
}

/** Sorts the entries of a secret: `*.sshpub` are SSH keys, everything else (`*.asc`) is a PGP key ring. */
export function trustedKeys(secret: ReadonlyMap<string, string>): TrustedKeys {
  const entries = [...secret];
  return {
    pgp: entries.filter(([key]) => !key.endsWith('.sshpub')).map(([, value]) => value),
    ssh: entries.filter(([key]) => key.endsWith('.sshpub')).map(([, value]) => value),
  };
}

/**
 * Checks the signature of a commit or tag.
 * @returns which key made it: a PGP key id or an SSH fingerprint
 * @throws VerificationError
 */
export async function verifyObject(
  what: 'commit' | 'tag',
  signature: ObjectSignature | undefined,
  keys: TrustedKeys,
  now: Date,
): Promise<string> {
  if (signature?.kind === 'pgp') {
    if (keys.pgp.length === 0) throw missingKeys('PGP', '.asc');
    return told(`unable to verify Git ${what}`, () =>
      verifyPgpSignature(signature.armored, signature.payload, keys.pgp, now),
    );
  }
  if (signature?.kind === 'ssh') {
    if (keys.ssh.length === 0) throw missingKeys('SSH', '.sshpub');
    return told(`unable to verify Git ${what} SSH signature`, async () =>
      verifySshSignature(signature.armored, signature.payload, keys.ssh),
    );
  }
  throw new VerificationError(`unsupported signature type: ${signature?.kind ?? 'none'}`);
}

function missingKeys(kind: string, suffix: string): VerificationError {
  return new VerificationError(
    `${kind} signature detected but no ${kind} public keys found in secret (keys with ${suffix} suffix)`,
  );
}

async function told(what: string, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    throw new VerificationError(`${what}: ${error.message}`, { cause: error });
  }
}
