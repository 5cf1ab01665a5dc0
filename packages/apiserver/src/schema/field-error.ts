import type { Json } from '@fluxts/base';
import type { FieldCause } from '../resource.ts';
import { type FieldPath, formatPath } from './field-path.ts';

/** What is wrong with a field; the name is the `reason` of the cause in a `Status`. */
export type FieldReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueNotFound'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany';

const titles: Readonly<Record<FieldReason, string>> = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueTypeInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueNotFound: 'Not found',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
};

/** The field of complaints that are about no single field. */
const noField = '<nil>';

/** Longest text of an offending value that is repeated in a message. */
const maxShownValue = 1024;

type Where = FieldPath | string | undefined;

function fieldOf(where: Where): string {
  const text = typeof where === 'string' ? where : formatPath(where);
  return text === '' ? noField : text;
}

/** Writes a value into a message: strings quoted, numbers bare, the rest as JSON; cut when long. */
function showValue(value: Json | undefined): string {
  if (value === undefined || value === null) return '"null"';
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' ? Number(item) : item,
  );
  return text.length > maxShownValue ? `${text.slice(0, maxShownValue)}...` : text;
}

function withDetail(title: string, detail: string): string {
  return detail === '' ? title : `${title}: ${detail}`;
}

function valued(
  reason: FieldReason,
  where: Where,
  value: Json | undefined,
  detail: string,
): FieldCause {
  return {
    reason,
    field: fieldOf(where),
    message: withDetail(`${titles[reason]}: ${showValue(value)}`, detail),
  };
}

/** `field: Required value[: detail]` */
export function required(where: Where, detail = ''): FieldCause {
  const reason = 'FieldValueRequired';
  return { reason, field: fieldOf(where), message: withDetail(titles[reason], detail) };
}

/** `field: Invalid value: <value>: <detail>` */
export function invalid(where: Where, value: Json | undefined, detail: string): FieldCause {
  return valued('FieldValueInvalid', where, value, detail);
}

/** As {@link invalid}, for a value of a wrong type. */
export function typeInvalid(where: Where, value: Json | undefined, detail: string): FieldCause {
  return valued('FieldValueTypeInvalid', where, value, detail);
}

/** `field: Unsupported value: <value>: supported values: "a", "b"` */
export function notSupported(
  where: Where,
  value: Json | undefined,
  supported: readonly string[],
): FieldCause {
  const list = supported.map((item) => JSON.stringify(item)).join(', ');
  return valued(
    'FieldValueNotSupported',
    where,
    value,
    supported.length === 0 ? '' : `supported values: ${list}`,
  );
}

/** `field: Not found: <value>` */
export function notFound(where: Where, value: Json): FieldCause {
  return valued('FieldValueNotFound', where, value, '');
}

/** `field: Duplicate value: <value>` */
export function duplicate(where: Where, value: Json | undefined): FieldCause {
  return valued('FieldValueDuplicate', where, value, '');
}

/** `field: Forbidden: <detail>` */
export function forbidden(where: Where, detail: string): FieldCause {
  const reason = 'FieldValueForbidden';
  return { reason, field: fieldOf(where), message: withDetail(titles[reason], detail) };
}

/** `field: Too long: may not be more than <max> bytes` */
export function tooLong(where: Where, max: number): FieldCause {
  const reason = 'FieldValueTooLong';
  return {
    reason,
    field: fieldOf(where),
    message: withDetail(
      titles[reason],
      max < 0 ? 'value is too long' : `may not be more than ${max} bytes`,
    ),
  };
}

/** `field: Too many: <actual>: must have at most <max> items` */
export function tooMany(where: Where, actual: number, max: number): FieldCause {
  return valued('FieldValueTooMany', where, actual, `must have at most ${max} items`);
}
