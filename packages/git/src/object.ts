/** Who and when, as a commit or tag records it. */
export interface Signer {
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** A signature found in an object, and the bytes that it signs. */
export interface ObjectSignature {
  readonly kind: 'pgp' | 'ssh' | 'x509' | 'unknown';
  readonly armored: string;
  readonly payload: Uint8Array;
}

/** A commit, read from its raw bytes. */
export interface CommitObject {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signer;
  readonly committer: Signer;
  readonly message: string;
  readonly signature?: ObjectSignature;
}

/** An annotated tag, read from its raw bytes. */
export interface TagObject {
  readonly oid: string;
  readonly target: string;
  readonly name: string;
  readonly tagger?: Signer;
  readonly message: string;
  readonly signature?: ObjectSignature;
}
