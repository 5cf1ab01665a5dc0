import {
  errorMessage,
  getPath,
  getString,
  isObject,
  type Json,
  type JsonObject,
} from '@fluxts/base';
import { kustomizeKeys } from '@fluxts/flux-api';
import { isVariableName, substitute } from '@fluxts/gocompat';
import { parse, stringify, stringifyJson, YamlError } from '@fluxts/yaml';
import { BuildError } from './build-error.ts';
import type { Substitution } from './build-job.ts';

const variablePattern = '^[_[:alpha:]][_[:alpha:][:digit:]]*$';

/**
 * Replaces `${…}` in an object's YAML text and reads the result again, so that a value can become a
 * number or a mapping. Objects with `kustomize.toolkit.fluxcd.io/substitute: disabled` as label or
 * annotation come back as they are. The given object is not changed.
 * @throws BuildError `PostBuildFailed`
 */
export function substituteVariables(
  object: JsonObject,
  substitution: Substitution | undefined,
): JsonObject {
  if (substitution === undefined || isDisabled(object)) return object;
  try {
    requireNames(substitution.variables);
    // Where there is no dollar sign there is nothing to do, and the text need not be made.
    if (!stringifyJson(object).includes('$')) return object;
    return substituteText(object, substitution);
  } catch (error) {
    const name = `${describeKind(object)}/${getString(object, 'metadata', 'name') ?? ''}`;
    throw new BuildError(
      'PostBuildFailed',
      `post build failed for '${name}': ${errorMessage(error)}`,
      { cause: error, retry: 'on-change' },
    );
  }
}

function substituteText(object: JsonObject, { variables, strict }: Substitution): JsonObject {
  const lookup = (name: string): string | undefined =>
    Object.hasOwn(variables, name) ? variables[name] : undefined;
  const value = read(evaluate(stringify(object), lookup, strict));
  if (!isObject(value)) throw new Error('UnmarshalJSON: the result is not an object');
  return value;
}

/** The parser's message may quote the text, and the text may hold what a variable has from a Secret. */
function read(text: string): Json {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const line = error.place?.line;
    const where = line === undefined ? '' : ` at line ${line}`;
    // oxlint-disable-next-line eslint/preserve-caught-error -- it says what this message must not
    throw new Error(
      `the manifest is not valid YAML any more${where} (${error.code}); put the variable in quotes if its value is a text`,
    );
  }
}

function evaluate(
  text: string,
  lookup: (name: string) => string | undefined,
  strict: boolean,
): string {
  try {
    return substitute(text, lookup, { strict });
  } catch (error) {
    throw new Error(`envsubst error: variable substitution failed: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}

function requireNames(variables: Readonly<Record<string, string>>): void {
  const wrong = Object.keys(variables).find((name) => !isVariableName(name));
  if (wrong === undefined) return;
  throw new Error(
    `envsubst error: '${wrong}' var name is invalid, must match '${variablePattern}'`,
  );
}

function isDisabled(object: JsonObject): boolean {
  return ['labels', 'annotations'].some(
    (field) => getPath(object, 'metadata', field, kustomizeKeys.substitute) === 'disabled',
  );
}

/** As kustomize prints a kind: `Deployment.v1.apps`, `ConfigMap.v1.[noGrp]`. */
function describeKind(object: JsonObject): string {
  const apiVersion = getString(object, 'apiVersion') ?? '';
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '[noGrp]' : apiVersion.slice(0, slash);
  return `${getString(object, 'kind') ?? '[noKind]'}.${apiVersion.slice(slash + 1)}.${group}`;
}
