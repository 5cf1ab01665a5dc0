import { errorMessage } from '@fluxts/base';
import {
  createMessage,
  type PublicKey,
  readKeys,
  readSignature,
  type Signature,
  verify,
} from 'openpgp';
import { VerificationError } from './verification-error.ts';

/**
 * Checks a detached PGP signature of a git object, on the raw bytes, without a keyring or a gpg program.
 * @param keyRings armored public keys; one that cannot be read is passed over as long as another can
 * @param now keys and signatures are judged at this time
 * @returns the id of the primary key that the signature belongs to, in upper-case hex
 * @throws VerificationError
 */
export async function verifyPgpSignature(
  armored: string,
  payload: Uint8Array,
  keyRings: readonly string[],
  now: Date,
): Promise<string> {
  const keys = await readRings(keyRings);
  const signature = await readArmored(armored);
  const message = await createMessage({ binary: payload, format: 'binary' });
  const result = await verify({
    message,
    signature,
    verificationKeys: [...keys],
    date: now,
    format: 'binary',
  });
  for (const { keyID, verified } of result.signatures) {
    const valid = await verified.then(
      () => true,
      () => false,
    );
    const signer = keys.find((key) => key.getKeys(keyID).length > 0);
    if (valid && signer !== undefined) return signer.getKeyID().toHex().toUpperCase();
  }
  throw new VerificationError(
    'unable to verify payload with any of the given key rings: no key of the given ones made the signature',
  );
}

async function readRings(keyRings: readonly string[]): Promise<readonly PublicKey[]> {
  const keys: PublicKey[] = [];
  let problem: unknown;
  for (const armoredKeys of keyRings) {
    try {
      keys.push(...(await readKeys({ armoredKeys })));
    } catch (error) {
      problem ??= error;
    }
  }
  if (keys.length === 0 && problem !== undefined) {
    throw new VerificationError(`unable to read armored key ring: ${errorMessage(problem)}`, {
      cause: problem,
    });
  }
  return keys;
}

async function readArmored(armoredSignature: string): Promise<Signature> {
  try {
    return await readSignature({ armoredSignature });
  } catch (error) {
    throw new VerificationError(`unable to read the PGP signature: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}
