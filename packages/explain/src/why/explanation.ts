/** How one station of a change's way looks. */
export type FindingState = 'ok' | 'problem' | 'waiting' | 'note' | 'unseen';

/** One thing found out on the way from the commit to the cluster. */
export interface Finding {
  readonly state: FindingState;
  readonly text: string;
}

/** The answer to a `why`. */
export interface Explanation {
  /** What was asked about: a path, or `Deployment/tenant1/app`. */
  readonly subject: string;
  /** `unknown` when what decides could not be seen. */
  readonly verdict: 'in-cluster' | 'not-in-cluster' | 'on-its-way' | 'unhealthy' | 'unknown';
  /** The answer in a sentence. */
  readonly headline: string;
  /** The stations, in the order a change passes them. */
  readonly findings: readonly Finding[];
  /** What to do about it: commands, edits. */
  readonly next: readonly string[];
}

/** Something that could be looked at, or the reason why not. */
export type Seen<T> =
  | { readonly seen: true; readonly value: T }
  | { readonly seen: false; readonly reason: string };

/** Wraps what was seen. */
export function seen<T>(value: T): Seen<T> {
  return { seen: true, value };
}

/** Says why something could not be seen. */
export function unseen(reason: string): Seen<never> {
  return { seen: false, reason };
}
