export { GoCompatError, type GoCompatErrorCode } from './error.ts';
export { parseStrictVersion, parseVersion, Version } from './semver/version.ts';
export { type Constraint, highestMatch, parseConstraint } from './semver/constraint.ts';
export { formatDuration, formatDurationMs, parseDuration, parseDurationMs } from './duration.ts';
export {
  civil,
  type CivilTime,
  dateFromTime,
  type GoTime,
  inZone,
  timeFromDate,
} from './time/instant.ts';
export { layouts } from './time/layout.ts';
export { formatTime } from './time/format.ts';
export { parseTime } from './time/parse.ts';
export { GoRegExp, quoteMeta } from './regexp.ts';
export { compileGlob, type Glob } from './glob/glob.ts';
export { EnvsubstError } from './envsubst/error.ts';
export { isVariableName, substitute, type SubstituteOptions } from './envsubst/substitute.ts';
