import { FluxtsError, type JsonObject } from '@fluxts/base';

/** Something about an old form that its author should know: a field that means nothing any more, say. */
export interface Notice {
  /** Where, as a dotted path: `spec.gitImplementation`. */
  readonly path: string;
  /** What was read from it, and what to write today. */
  readonly message: string;
}

/** An object in the form of its stored version. */
export interface Normalised<T extends JsonObject = JsonObject> {
  readonly object: T;
  /** Empty for an object that was written in today's form. */
  readonly notices: readonly Notice[];
}

/** Raised for an object that is no Flux object or whose spec is missing; the API server lets neither in. */
export class NormaliseError extends FluxtsError<'UnknownKind' | 'MissingSpec'> {}
