/** A signature that cannot be trusted, and why. */
export class VerificationError extends Error {
  override readonly name = 'VerificationError';
}
