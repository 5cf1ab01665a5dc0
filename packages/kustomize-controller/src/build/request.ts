import type { KustomizationObject, PostBuild } from '@fluxts/flux-api';
import { normalizePath } from '@fluxts/base';
import type { BuildRequest, Substitution } from '../job/build-job.ts';
import type { Settings } from '../options.ts';

/** The settings that a build follows. */
export interface BuildSettings {
  readonly noRemoteBases: Settings['noRemoteBases'];
  readonly featureGates: Pick<Settings['featureGates'], 'strictPostBuildSubstitutions'>;
}

/**
 * What is to be built for a Kustomization.
 * @param directory where its source's artifact lies
 * @param variables the values of `postBuild`, all sources merged
 */
export function buildRequest(
  object: KustomizationObject,
  directory: string,
  variables: Readonly<Record<string, string>>,
  settings: BuildSettings,
): BuildRequest {
  const { spec } = object;
  const substitution = substitutionOf(spec.postBuild, variables, settings);
  return {
    directory,
    path: normalizePath(spec.path ?? '.'),
    overrides: {
      ...(spec.targetNamespace === undefined ? {} : { targetNamespace: spec.targetNamespace }),
      ...(spec.namePrefix === undefined ? {} : { namePrefix: spec.namePrefix }),
      ...(spec.nameSuffix === undefined ? {} : { nameSuffix: spec.nameSuffix }),
      ...(spec.patches === undefined ? {} : { patches: spec.patches }),
      ...(spec.images === undefined ? {} : { images: spec.images }),
      ...(spec.components === undefined ? {} : { components: spec.components }),
      ...(spec.buildMetadata === undefined ? {} : { buildMetadata: spec.buildMetadata }),
      ignoreMissingComponents: spec.ignoreMissingComponents ?? false,
    },
    labels: { ...spec.commonMetadata?.labels },
    annotations: { ...spec.commonMetadata?.annotations },
    ...(substitution === undefined ? {} : { substitution }),
    remoteBases: !settings.noRemoteBases,
  };
}

function substitutionOf(
  postBuild: PostBuild | undefined,
  variables: Readonly<Record<string, string>>,
  settings: BuildSettings,
): Substitution | undefined {
  if (postBuild === undefined) return undefined;
  const always = postBuild.substituteStrategy === 'Always';
  if (!always && Object.keys(variables).length === 0) return undefined;
  return { variables, strict: settings.featureGates.strictPostBuildSubstitutions };
}
