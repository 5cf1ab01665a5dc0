import { errorMessage } from '@fluxts/base';
import { parseConstraint, parseVersion, type Version } from '@fluxts/gocompat';
import type { Json } from '@fluxts/base';
import { functionError } from '../error.ts';
import { fixed, type FunctionMap } from '../functions/function.ts';
import {
  type GoMethod,
  GoInt,
  GoObject,
  type GoValue,
  int,
  type ParameterType,
} from '../value/value.ts';

/** A semantic version as templates see it: fields for the parts, methods to compare. */
class VersionObject extends GoObject {
  readonly typeName = '*semver.Version';
  override readonly kind = 'ptr';
  readonly version: Version;

  constructor(version: Version) {
    super();
    this.version = version;
  }

  field(): GoValue {
    return undefined;
  }

  override method(name: string): GoMethod | undefined {
    return versionMethods(this.version)[name];
  }

  entries(): readonly (readonly [string, GoValue])[] {
    return [];
  }

  override text(): string {
    return this.version.toString();
  }

  override json(): Json {
    return this.version.toString();
  }
}

function read(text: string): Version {
  try {
    return parseVersion(text);
  } catch (error) {
    throw functionError(reasonOf(error), error);
  }
}

/** What sprig's own version of the library says: the kind of mistake, without the text. */
function reasonOf(error: unknown): string {
  return errorMessage(error)
    .replace(/^(invalid semantic version): '.*'$/s, '$1')
    .replace(/^(improper constraint: )"(.*)"$/s, '$1$2');
}

function other(value: GoValue): Version {
  if (value instanceof VersionObject) return value.version;
  throw functionError('wrong type for value; expected *semver.Version');
}

function method(parameters: readonly ParameterType[], call: GoMethod['call']): GoMethod {
  return { parameters, call };
}

function versionMethods(version: Version): Readonly<Record<string, GoMethod | undefined>> {
  const number = (value: bigint): GoMethod => method([], () => new GoInt('uint64', value));
  const compare = (accepts: (order: number) => boolean): GoMethod =>
    method(['any'], ([value]) => accepts(version.compare(other(value))));
  const next = (major: bigint, minor: bigint, patch: bigint): GoMethod =>
    method([], () => new VersionObject(read(`${major}.${minor}.${patch}`)));
  const { major, minor, patch } = version;
  return {
    __proto__: null as unknown as undefined,
    Major: number(major),
    Minor: number(minor),
    Patch: number(patch),
    Prerelease: method([], () => version.prerelease),
    Metadata: method([], () => version.metadata),
    Original: method([], () => version.original),
    String: method([], () => version.toString()),
    Compare: method(['any'], ([value]) => int(Math.sign(version.compare(other(value))))),
    Equal: compare((order) => order === 0),
    LessThan: compare((order) => order < 0),
    LessThanEqual: compare((order) => order <= 0),
    GreaterThan: compare((order) => order > 0),
    GreaterThanEqual: compare((order) => order >= 0),
    IncMajor: next(major + 1n, 0n, 0n),
    IncMinor: next(major, minor + 1n, 0n),
    IncPatch: next(major, minor, version.prerelease === '' ? patch + 1n : patch),
  };
}

/** Sprig's group of semantic versions, by the rules of Masterminds. */
export const semverFunctions: FunctionMap = {
  semver: fixed(['string'], (_run, text) => new VersionObject(read(text))),
  semverCompare: fixed(['string', 'string'], (_run, constraint, text) => {
    try {
      const accepted = parseConstraint(constraint);
      return accepted.check(parseVersion(text));
    } catch (error) {
      throw functionError(reasonOf(error), error);
    }
  }),
};
