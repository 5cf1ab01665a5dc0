import { errorMessage } from '@fluxts/base';
import { parseStrictVersion, Version } from '@fluxts/gocompat';
import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';

const type = 'kubernetes.Semver';

/** `semver`, `isSemver`, each with an optional `normalize`, and the methods of a version. */
export function registerSemver(environment: Environment): void {
  environment.registerType(type, { ctor: Version, fields: {} });
  const semver = (text: string, normalize = false): Version => {
    try {
      return read(text, normalize);
    } catch (error) {
      throw failure(`semver: ${errorMessage(error)}`);
    }
  };
  const isSemver = (text: string, normalize = false): boolean => {
    try {
      read(text, normalize);
      return true;
    } catch {
      return false;
    }
  };
  environment.registerFunction(`semver(string): ${type}`, semver);
  environment.registerFunction(`semver(string, bool): ${type}`, semver);
  environment.registerFunction('isSemver(string): bool', isSemver);
  environment.registerFunction('isSemver(string, bool): bool', isSemver);
  environment.registerFunction(`${type}.major(): int`, (version: Version) => version.major);
  environment.registerFunction(`${type}.minor(): int`, (version: Version) => version.minor);
  environment.registerFunction(`${type}.patch(): int`, (version: Version) => version.patch);
  environment.registerFunction(
    `${type}.isLessThan(${type}): bool`,
    (a: Version, b: Version) => a.compare(b) < 0,
  );
  environment.registerFunction(
    `${type}.isGreaterThan(${type}): bool`,
    (a: Version, b: Version) => a.compare(b) > 0,
  );
  environment.registerFunction(`${type}.compareTo(${type}): int`, (a: Version, b: Version) =>
    BigInt(Math.sign(a.compare(b))),
  );
  environment.registerOperator(
    `${type} == ${type}`,
    (a: Version, b: Version) => a.compare(b) === 0,
  );
}

/** Normalizing drops a leading `v` and leading zeros and fills in missing parts. */
function read(text: string, normalize: boolean): Version {
  if (!normalize) return parseStrictVersion(text);
  const [, core = '', rest = ''] = /^v?([0-9.]*)(.*)$/s.exec(text) ?? [];
  const parts = core.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return parseStrictVersion(parts.join('.') + rest);
}
