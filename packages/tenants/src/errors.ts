import { FluxtsError } from '@fluxts/base';

/** Raised for a tenants file that cannot be used: not YAML, not of the schema, or contradicting itself. */
export class TenantsError extends FluxtsError<
  'SyntaxInvalid' | 'SchemaInvalid' | 'Contradiction'
> {}
