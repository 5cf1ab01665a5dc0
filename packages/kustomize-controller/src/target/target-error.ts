import { FluxtsError } from '@fluxts/base';

/** Raised when the cluster to apply to cannot be told or reached. */
export class TargetError extends FluxtsError<
  'AccessMissing' | 'AccessInvalid' | 'ProviderUnsupported'
> {}
