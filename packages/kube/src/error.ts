import { FluxtsError } from '@fluxts/base';

/** The codes of {@link KubeError}. */
export type KubeErrorCode =
  | 'InvalidObject'
  | 'InvalidInventoryId'
  | 'InvalidSelector'
  | 'InvalidQuantity'
  | 'InvalidFields'
  | 'InvalidPatch'
  | 'JsonPatchPath'
  | 'JsonPatchTest'
  | 'ApplyConflict';

/** Raised by everything in this package. */
export class KubeError<Code extends KubeErrorCode = KubeErrorCode> extends FluxtsError<Code> {}
