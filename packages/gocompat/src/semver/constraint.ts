import { GoCompatError } from '../error.ts';
import { comparePrerelease, parseVersion, type Version } from './version.ts';

const operator = '=|!=|>=|=>|>|<=|=<|<|~>|~|\\^|';
const pattern =
  'v?([0-9|xX*]+)(\\.[0-9|xX*]+)?(\\.[0-9|xX*]+)?' +
  '(-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?';
const one = new RegExp(`\\s*(${operator})\\s*${pattern}\\s*`, 'y');
const range = new RegExp(`\\s*(${pattern})\\s+-\\s+(${pattern})\\s*`, 'g');
const maxLength = 4096;

/** Versions accepted: any of several sets of comparisons, all of one set at once. */
export interface Constraint {
  /** Whether a version is accepted. */
  check(version: Version): boolean;
  toString(): string;
}

type Operator = '' | '=' | '!=' | '>' | '<' | '>=' | '=>' | '<=' | '=<' | '~' | '~>' | '^';

interface Comparison {
  readonly operator: Operator;
  readonly original: string;
  readonly version: Version;
  /** Any part was left out or a wildcard. */
  readonly dirty: boolean;
  /** Minor and patch were. */
  readonly minorDirty: boolean;
  /** Patch alone was. */
  readonly patchDirty: boolean;
}

/**
 * Reads a constraint as `github.com/Masterminds/semver/v3` does: comparisons joined by commas or spaces
 * hold together, `||` separates alternatives; `=`, `!=`, `>`, `>=` (`=>`), `<`, `<=` (`=<`), `~` (`~>`),
 * `^`, hyphen ranges (`1.2 - 2.3`), wildcards (`1.x`, `*`) and left-out parts. A set without any
 * prerelease accepts no prerelease, unless asked to.
 * @throws GoCompatError `InvalidConstraint`
 */
export function parseConstraint(
  text: string,
  options: { readonly includePrerelease?: boolean } = {},
): Constraint {
  if (text.length > maxLength) {
    throw new GoCompatError('InvalidConstraint', `constraint of ${text.length} characters`);
  }
  const alternatives = rewriteRanges(text).split('||').map(parseSet);
  const includes = alternatives.map(
    (set) =>
      options.includePrerelease === true ||
      set.some((comparison) => comparison.version.prerelease !== ''),
  );
  return {
    check: (version) =>
      alternatives.some(
        (set, at) =>
          (version.prerelease === '' || includes[at] === true) &&
          set.every((comparison) => holds(comparison, version)),
      ),
    toString: () =>
      alternatives
        .map((set) => set.map((item) => item.operator + item.original).join(' '))
        .join(' || '),
  };
}

function rewriteRanges(text: string): string {
  range.lastIndex = 0;
  return text.replace(range, (_, low: string, ...rest: string[]) => `>= ${low}, <= ${rest[5]} `);
}

function parseSet(text: string): Comparison[] {
  const set: Comparison[] = [];
  one.lastIndex = 0;
  while (one.lastIndex < text.length || set.length === 0) {
    const start = one.lastIndex;
    const match = one.exec(text);
    // Comparisons are set apart by space or one comma.
    const apart = start === 0 || /[\s,]/.test(text[start - 1] as string);
    if (match === null || !apart) {
      throw new GoCompatError('InvalidConstraint', `improper constraint: ${JSON.stringify(text)}`);
    }
    set.push(toComparison(match));
    if (text[one.lastIndex] === ',') {
      one.lastIndex++;
      if (one.lastIndex >= text.length) {
        throw new GoCompatError(
          'InvalidConstraint',
          `improper constraint: ${JSON.stringify(text)}`,
        );
      }
    }
  }
  return set;
}

function toComparison(match: RegExpExecArray): Comparison {
  const [whole, operator, major, minor = '', patch = '', prerelease = ''] = match;
  const original = whole
    .trim()
    .slice((operator as string).length)
    .trim();
  const wild = [major as string, minor.slice(1), patch.slice(1)].map(isWild);
  let core: string;
  let minorDirty = false;
  let patchDirty = false;
  const dirty = wild.includes(true);
  if (wild[0] === true) {
    core = '0.0.0';
  } else if (wild[1] === true) {
    core = `${major}.0.0`;
    minorDirty = true;
  } else if (wild[2] === true) {
    core = `${major}${minor}.0`;
    patchDirty = true;
  } else {
    core = `${major}${minor}${patch}`;
  }
  try {
    const version = parseVersion(core + prerelease);
    return {
      operator: operator as Operator,
      original,
      version,
      dirty,
      minorDirty,
      patchDirty,
    };
  } catch (error) {
    throw new GoCompatError('InvalidConstraint', 'constraint parser error', error);
  }
}

function isWild(part: string): boolean {
  return part === '' || part === 'x' || part === 'X' || part === '*';
}

function holds(comparison: Comparison, version: Version): boolean {
  const order = version.compare(comparison.version);
  switch (comparison.operator) {
    case '!=':
      return differs(comparison, version);
    case '>':
      return isGreater(comparison, version);
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return isAtMost(comparison, version);
    case '~':
    case '~>':
      return isTilde(comparison, version);
    case '^':
      return isCaret(comparison, version);
    case '':
    case '=':
    default:
      return comparison.dirty ? isTilde(comparison, version) : order === 0;
  }
}

function differs(comparison: Comparison, version: Version): boolean {
  const bound = comparison.version;
  if (!comparison.dirty) return version.compare(bound) !== 0;
  if (bound.major !== version.major) return true;
  if (comparison.minorDirty) return false;
  if (bound.minor !== version.minor) return true;
  if (comparison.patchDirty) {
    return comparePrerelease(version.prerelease, bound.prerelease) !== 0;
  }
  return bound.patch !== version.patch || version.compare(bound) !== 0;
}

function isGreater(comparison: Comparison, version: Version): boolean {
  const bound = comparison.version;
  if (!comparison.dirty || version.major !== bound.major) {
    return comparison.dirty ? version.major > bound.major : version.compare(bound) > 0;
  }
  if (comparison.minorDirty) return false;
  if (comparison.patchDirty) return version.minor > bound.minor;
  return version.compare(bound) > 0;
}

function isAtMost(comparison: Comparison, version: Version): boolean {
  const bound = comparison.version;
  if (!comparison.dirty) return version.compare(bound) <= 0;
  if (version.major !== bound.major) return version.major < bound.major;
  return version.minor <= bound.minor || comparison.minorDirty;
}

/** At least the bound, and the same up to the last part that was given. */
function isTilde(comparison: Comparison, version: Version): boolean {
  const bound = comparison.version;
  if (version.compare(bound) < 0) return false;
  // ~0.0.0 and * take everything.
  const zero = bound.major === 0n && bound.minor === 0n && bound.patch === 0n;
  if (zero && !comparison.minorDirty && !comparison.patchDirty) return true;
  return version.major === bound.major && (comparison.minorDirty || version.minor === bound.minor);
}

/** At least the bound, and the same up to the first part that is not zero. */
function isCaret(comparison: Comparison, version: Version): boolean {
  const bound = comparison.version;
  if (version.compare(bound) < 0) return false;
  if (bound.major > 0n || comparison.minorDirty) return version.major === bound.major;
  if (version.major > 0n) return false;
  if (bound.minor > 0n || comparison.patchDirty) return version.minor === bound.minor;
  return version.minor === 0n && version.patch === bound.patch;
}

/**
 * The highest version that a constraint accepts, by precedence; `undefined` if none. Texts that are no
 * versions are passed over.
 */
export function highestMatch(
  versions: Iterable<string>,
  constraint: Constraint,
): Version | undefined {
  let best: Version | undefined;
  for (const text of versions) {
    let version: Version;
    try {
      version = parseVersion(text);
    } catch {
      continue;
    }
    if (!constraint.check(version)) continue;
    if (best === undefined || version.compare(best) > 0) best = version;
  }
  return best;
}
