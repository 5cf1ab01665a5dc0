import { GoCompatError } from '../error.ts';

const loose =
  /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const strict =
  /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;
const digits = /^[0-9]+$/;
const maxUint64 = 18446744073709551615n;
const maxLength = 1024;

/** A semantic version as `github.com/Masterminds/semver/v3` has it. Immutable. */
export class Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Without the dash; '' for a release. */
  readonly prerelease: string;
  /** Without the plus; it has no part in comparing. */
  readonly metadata: string;
  /** The text it was parsed from. */
  readonly original: string;

  constructor(parts: {
    major: bigint;
    minor: bigint;
    patch: bigint;
    prerelease?: string;
    metadata?: string;
    original?: string;
  }) {
    this.major = parts.major;
    this.minor = parts.minor;
    this.patch = parts.patch;
    this.prerelease = parts.prerelease ?? '';
    this.metadata = parts.metadata ?? '';
    this.original = parts.original ?? this.toString();
  }

  /** The canonical form: three numbers, no `v`. */
  toString(): string {
    const core = `${this.major}.${this.minor}.${this.patch}`;
    const prerelease = this.prerelease === '' ? '' : `-${this.prerelease}`;
    return core + prerelease + (this.metadata === '' ? '' : `+${this.metadata}`);
  }

  /** Negative, zero or positive, by the precedence rules of semver 2.0; metadata does not count. */
  compare(other: Version): number {
    return (
      compareWhole(this.major, other.major) ||
      compareWhole(this.minor, other.minor) ||
      compareWhole(this.patch, other.patch) ||
      comparePrerelease(this.prerelease, other.prerelease)
    );
  }
}

/**
 * Reads a version as leniently as Go's `NewVersion`: a leading `v`, missing parts and leading zeros are
 * taken.
 * @throws GoCompatError `InvalidVersion`
 */
export function parseVersion(text: string): Version {
  return toVersion(text.length > maxLength ? null : loose.exec(text), text);
}

/** Reads a version of exactly the form semver 2.0 asks for. @throws GoCompatError `InvalidVersion` */
export function parseStrictVersion(text: string): Version {
  return toVersion(text.length > maxLength ? null : strict.exec(text), text);
}

function toVersion(match: RegExpExecArray | null, text: string): Version {
  if (match === null) {
    throw new GoCompatError('InvalidVersion', `invalid semantic version: '${text.slice(0, 100)}'`);
  }
  const [, major, minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  if (prerelease.split('.').some((part) => /^0[0-9]+$/.test(part))) {
    throw new GoCompatError('InvalidVersion', `version segment starts with 0: '${text}'`);
  }
  const parts = [major as string, minor, patch].map((part) => BigInt(part));
  if (parts.some((part) => part > maxUint64)) {
    throw new GoCompatError('InvalidVersion', `error parsing version segment of '${text}'`);
  }
  return new Version({
    major: parts[0] as bigint,
    minor: parts[1] as bigint,
    patch: parts[2] as bigint,
    prerelease,
    metadata,
    original: text,
  });
}

/** Compares two prereleases, without their dashes; none comes after any. */
export function comparePrerelease(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '') return 1;
  if (b === '') return -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = comparePart(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  const numericA = digits.test(a);
  const numericB = digits.test(b);
  if (numericA && numericB) return compareWhole(BigInt(a), BigInt(b));
  if (numericA !== numericB) return numericA ? -1 : 1;
  return a < b ? -1 : 1;
}

function compareWhole(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
