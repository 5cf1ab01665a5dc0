/** The controllers that can be run, by the names that Flux gives their Deployments. */
export type ControllerName = 'source-controller' | 'kustomize-controller';

/** Every {@link ControllerName}. */
export const controllerNames: readonly ControllerName[] = [
  'source-controller',
  'kustomize-controller',
];
