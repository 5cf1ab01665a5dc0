import { DevError } from '../error.ts';

/** The controllers that can be run, by the names that Flux gives their Deployments. */
export type ControllerName = 'source-controller' | 'kustomize-controller';

/** Every {@link ControllerName}. */
export const controllerNames: readonly ControllerName[] = [
  'source-controller',
  'kustomize-controller',
];

/** Looks names up; all of them for an empty list. @throws DevError `UnknownController` */
export function chooseControllers(names: readonly string[]): readonly ControllerName[] {
  if (names.length === 0) return controllerNames;
  return names.map((name) => {
    const found = controllerNames.find((one) => one === name);
    if (found === undefined) {
      throw new DevError(
        'UnknownController',
        `there is no controller '${name}'; there are: ${controllerNames.join(', ')}`,
        { retry: 'never' },
      );
    }
    return found;
  });
}
