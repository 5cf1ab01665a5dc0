import { type Hash, createHash } from 'node:crypto';
import { ArtifactError } from './error.ts';

/** Algorithms that artifacts may be digested with. */
export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512';

/** A digest in parts. */
export interface Digest {
  readonly algorithm: DigestAlgorithm;
  readonly hex: string;
}

const lengths: Readonly<Record<DigestAlgorithm, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Reads `sha256:<hex>`. @throws ArtifactError `DigestInvalid` */
export function parseDigest(text: string): Digest {
  const match = /^(sha256|sha384|sha512):([0-9a-f]+)$/.exec(text);
  const algorithm = match?.[1] as DigestAlgorithm | undefined;
  const hex = match?.[2];
  if (algorithm === undefined || hex?.length !== lengths[algorithm]) {
    throw new ArtifactError(
      'DigestInvalid',
      `'${text.slice(0, 160)}' is no digest that can be checked here: sha256, sha384 and sha512 are`,
      { retry: 'on-change' },
    );
  }
  return { algorithm, hex };
}

/** Writes a digest as `sha256:<hex>`. */
export function formatDigest(digest: Digest): string {
  return `${digest.algorithm}:${digest.hex}`;
}

/** Begins to compute a digest. */
export function startDigest(algorithm: DigestAlgorithm): Hash {
  return createHash(algorithm);
}
