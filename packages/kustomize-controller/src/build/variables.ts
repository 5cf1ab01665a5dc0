import { errorMessage, getOwn, isObject, type Json, setOwn } from '@fluxts/base';
import type { KustomizationObject, SubstituteReference } from '@fluxts/flux-api';
import { isNotFound, type KubeClient } from '@fluxts/kube-client';
import { BuildError } from '../job/build-error.ts';

/**
 * The variables of `spec.postBuild`: those of the referenced ConfigMaps and Secrets, later ones winning,
 * and over them those written in line. Line breaks are taken out of every value.
 * @param client reads as the controller
 * @throws BuildError `PostBuildFailed` when something referenced cannot be read
 */
export async function loadVariables(
  object: KustomizationObject,
  client: KubeClient,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const { postBuild } = object.spec;
  const variables: Record<string, string> = {};
  const references = postBuild?.substituteFrom ?? [];
  const sources = await Promise.all(
    references.map((reference) => read(object, reference, client, signal)),
  );
  for (const values of [...sources, postBuild?.substitute ?? {}]) {
    for (const name of Object.keys(values)) {
      setOwn(variables, name, (getOwn(values, name) as string).replaceAll('\n', ''));
    }
  }
  return variables;
}

async function read(
  object: KustomizationObject,
  { kind, name, optional }: SubstituteReference,
  client: KubeClient,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { namespace } = object.metadata;
  try {
    const found = await client.get({ apiVersion: 'v1', kind, namespace, name }, { signal });
    return values(found['data'], kind === 'Secret');
  } catch (error) {
    if (optional === true && isNotFound(error)) return {};
    throw new BuildError(
      'PostBuildFailed',
      `post build failed: substitute from '${kind}/${name}' error: ${errorMessage(error)}`,
      { cause: error },
    );
  }
}

function values(data: Json | undefined, encoded: boolean): Record<string, string> {
  const found: Record<string, string> = {};
  if (!isObject(data)) return found;
  for (const name of Object.keys(data)) {
    const value = getOwn(data, name);
    if (typeof value !== 'string') continue;
    setOwn(found, name, encoded ? Buffer.from(value, 'base64').toString('utf8') : value);
  }
  return found;
}
