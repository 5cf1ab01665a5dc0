import type { JsonObject } from '@fluxts/base';
import type { Schema } from '../schema/schema.ts';

/** What {@link serverSideApply} takes. No value is changed. */
export interface ApplyRequest {
  /** The object as stored, with its managedFields; undefined when it is to be created. */
  readonly live: JsonObject | undefined;
  /** The applied configuration: what the manager wants, without managedFields. */
  readonly applied: JsonObject;
  readonly schema: Schema;
  /** `fieldManager`. */
  readonly manager: string;
  /** Takes fields over from others instead of raising a conflict. */
  readonly force: boolean;
  /** The subresource written to, such as `status`; undefined for the object itself. */
  readonly subresource?: string | undefined;
  /** Time of the request, RFC 3339 in whole seconds. */
  readonly time: string;
}

/** What {@link trackUpdate} takes. No value is changed. */
export interface UpdateRequest {
  /** The object as stored; undefined on create. */
  readonly live: JsonObject | undefined;
  /** The object as it will be stored. Its managedFields are the client's wish: reset when they are `[]` or `[{}]`, kept when valid. */
  readonly updated: JsonObject;
  readonly schema: Schema;
  readonly manager: string;
  readonly subresource?: string | undefined;
  readonly time: string;
}

/** The object after a write, with its managedFields. */
export interface AppliedObject {
  readonly object: JsonObject;
  /** Whether anything beside managedFields' times differs from the live object. When false, `object` is the live one. */
  readonly changed: boolean;
}
