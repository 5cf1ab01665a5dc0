import { FluxtsError } from '@fluxts/base';

/** Why the one-process system does not run. */
export type DevErrorCode =
  | 'DataDirInUse'
  | 'DataDirUnusable'
  | 'SampleMissing'
  | 'GitFailed'
  | 'ApiServerFailed'
  | 'ControllersFailed'
  | 'UnknownController';

/** Raised when the one-process system cannot come up, or a part of it breaks. */
export class DevError extends FluxtsError<DevErrorCode> {}
