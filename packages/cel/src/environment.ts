import { Environment } from '@marcbachmann/cel-js';
import { registerConversions } from './library/conversions.ts';
import { registerEncoders } from './library/encoders.ts';
import { registerFormats } from './library/formats.ts';
import { registerIp } from './library/ip.ts';
import { registerLists } from './library/lists.ts';
import { registerQuantities } from './library/quantities.ts';
import { registerRegularExpressions } from './library/regular-expressions.ts';
import { registerSemver } from './library/semver.ts';
import { registerSets } from './library/sets.ts';
import { registerStrings } from './library/strings.ts';
import { registerTwoVariableMacros } from './library/two-variable-macros.ts';
import { registerUrls } from './library/urls.ts';

/** An environment of the engine with everything that Kubernetes 1.35 offers to an expression but the authorizer. */
export function createEnvironment(options: {
  readonly unlistedVariablesAreDyn: boolean;
}): Environment {
  const environment = new Environment({
    ...options,
    enableOptionalTypes: true,
    // Kubernetes wants literals of one type, but exempts the arguments of `format`, which the engine cannot.
    homogeneousAggregateLiterals: false,
    // Nesting costs stack; nothing that people write comes near.
    limits: { maxAstNodes: 20_000, maxDepth: 100 },
  });
  for (const register of [
    registerConversions,
    registerEncoders,
    registerFormats,
    registerIp,
    registerLists,
    registerQuantities,
    registerRegularExpressions,
    registerSemver,
    registerSets,
    registerStrings,
    registerTwoVariableMacros,
    registerUrls,
  ]) {
    register(environment);
  }
  return environment;
}
