import type { KustomizationObject } from '@fluxts/flux-api';
import type { HealthOf } from '../health/health-rules.ts';
import type { Services } from './services.ts';
import { invalidExpression } from './terminal.ts';

/** How healthy the objects of a Kustomization are. @throws StageError `Stalled` for what is no expression */
export function healthOf(
  object: KustomizationObject,
  { health }: Pick<Services, 'health'>,
): HealthOf {
  try {
    return health.of(object.spec.healthCheckExprs);
  } catch (error) {
    throw invalidExpression(undefined, error);
  }
}
