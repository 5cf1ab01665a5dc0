import type { Json } from '@fluxts/base';

/** A CEL rule of a schema, and what is said when it does not hold. */
export interface ValidationRule {
  readonly rule: string;
  readonly message: string;
}

/** The constraints of a field. In an older version any of them may have been absent or different. */
export interface Constraints {
  readonly required?: boolean;
  readonly default?: Json;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly rules?: readonly ValidationRule[];
}

/**
 * One field of a kind, for all its versions at once. The constraints are those of the newest version
 * that has it; `older` says how other versions differ. A version that does not have it (before `since`,
 * after `until`) keeps it in its schema without required, default, enum or pattern, because storage would
 * prune it otherwise and `kubectl apply` would say `configured` for ever.
 */
export interface Field extends Constraints {
  readonly type: 'string' | 'boolean' | 'integer' | 'object' | 'array' | 'map' | 'any' | 'dateTime';
  /** In our own words, as `kubectl explain` shows it. */
  readonly doc: string;
  readonly properties?: Fields;
  readonly items?: Field;
  /** The first version that has it; all have if not said. */
  readonly since?: string;
  /** The last version that has it; all later ones have if not said. */
  readonly until?: string;
  /** Version → the constraints that differ there; `undefined` takes one away. */
  readonly older?: Readonly<
    Record<string, { readonly [K in keyof Constraints]?: Constraints[K] | undefined }>
  >;
}

/** Fields by name. */
export type Fields = Readonly<Record<string, Field>>;

/** What a field takes beside its type and description. */
export type FieldOptions = Omit<Field, 'type' | 'doc' | 'properties' | 'items'>;

/** A text. */
export function text(doc: string, options: FieldOptions = {}): Field {
  return { type: 'string', doc, ...options };
}

/** True or false. */
export function flag(doc: string, options: FieldOptions = {}): Field {
  return { type: 'boolean', doc, ...options };
}

/** A 64-bit integer. */
export function integer(doc: string, options: FieldOptions = {}): Field {
  return { type: 'integer', doc, ...options };
}

/** A point in time, RFC 3339. */
export function dateTime(doc: string, options: FieldOptions = {}): Field {
  return { type: 'dateTime', doc, ...options };
}

/** A mapping of texts to texts. */
export function textMap(doc: string, options: FieldOptions = {}): Field {
  return { type: 'map', doc, ...options };
}

/** A mapping with known fields. */
export function group(doc: string, properties: Fields, options: FieldOptions = {}): Field {
  return { type: 'object', doc, properties, ...options };
}

/** A list. */
export function list(doc: string, items: Field, options: FieldOptions = {}): Field {
  return { type: 'array', doc, items, ...options };
}

/** Any value at all. */
export function anything(doc: string, options: FieldOptions = {}): Field {
  return { type: 'any', doc, ...options };
}
