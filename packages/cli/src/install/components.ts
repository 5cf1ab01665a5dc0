import { type FluxKind, fluxKinds, gitRepositoryKind, kustomizationKind } from '@fluxts/flux-api';
import { UsageError } from '../error.ts';

/** A controller that can be installed. */
export interface Component {
  readonly name: string;
  /** The kinds it acts on; their CRDs are installed with it. */
  readonly kinds: readonly FluxKind[];
  /** Whether it serves files to the others. */
  readonly servesArtifacts: boolean;
  /** Whether it applies what tenants wrote, and so must be allowed what they may be allowed. */
  readonly reconcilesCluster: boolean;
}

/** The controllers that there are. A new one is an entry here. */
export const components: readonly Component[] = [
  {
    name: 'source-controller',
    kinds: [gitRepositoryKind],
    servesArtifacts: true,
    reconcilesCluster: false,
  },
  {
    name: 'kustomize-controller',
    kinds: [kustomizationKind],
    servesArtifacts: false,
    reconcilesCluster: true,
  },
];

/** Looks names up. @throws UsageError `InvalidFlagValue` */
export function chooseComponents(
  names: readonly string[],
  extra: readonly string[],
): readonly Component[] {
  const wanted = [...new Set([...names, ...extra])];
  for (const name of wanted) {
    if (!components.some((component) => component.name === name)) {
      throw new UsageError(
        'InvalidFlagValue',
        `component ${name} is not available; there are: ${components.map((one) => one.name).join(', ')}`,
      );
    }
  }
  const chosen = components.filter((component) => wanted.includes(component.name));
  if (!chosen.some((component) => component.servesArtifacts)) {
    throw new UsageError('InvalidFlagValue', 'source-controller is needed by all others');
  }
  return chosen;
}

/** Every kind of the API, by CRD name `<plural>.<group>`. */
export function crdNames(chosen: readonly Component[]): readonly string[] {
  return fluxKinds
    .filter((kind) => chosen.some((component) => component.kinds.includes(kind)))
    .map((kind) => `${kind.plural}.${kind.group}`);
}
