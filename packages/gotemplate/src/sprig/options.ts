import type { GoTime } from '@fluxts/gocompat';

/** Where functions that are not pure get what they need. */
export interface SprigOptions {
  /** The time now. The real clock unless given. */
  readonly now?: () => GoTime;
  /** Random bytes. Those of the platform, fit for keys, unless given. */
  readonly randomBytes?: (count: number) => Uint8Array;
  /**
   * Makes a private key in PKCS#8 PEM form. The platform's generator unless given: it takes no randomness
   * from outside, so that whoever wants the same keys again has to hand them in.
   */
  readonly generateKey?: (type: KeyType, bits?: number) => string;
}

/** What `genPrivateKey` can make. */
export type KeyType = 'rsa' | 'dsa' | 'ecdsa' | 'ed25519';
