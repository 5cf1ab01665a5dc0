import type { Json } from '@fluxts/base';
import { type FieldPath, formatPath } from './field-path.ts';

/** What is wrong with a field; the name is the `reason` of the cause in a `Status`. */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueTypeInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueNotFound'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany';

/** One complaint about one field of an object, worded as the Kubernetes API server words it. */
export interface FieldError {
  readonly type: FieldErrorType;
  /** `spec.ports[0].name`; `<nil>` when the complaint is about no single field. */
  readonly field: string;
  /** Everything after the field: `Invalid value: "x": must be …`. */
  readonly body: string;
}

const titles: Readonly<Record<FieldErrorType, string>> = {
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
export function showValue(value: Json | undefined): string {
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
  type: FieldErrorType,
  where: Where,
  value: Json | undefined,
  detail: string,
): FieldError {
  return {
    type,
    field: fieldOf(where),
    body: withDetail(`${titles[type]}: ${showValue(value)}`, detail),
  };
}

/** `field: Required value[: detail]` */
export function required(where: Where, detail = ''): FieldError {
  const type = 'FieldValueRequired';
  return { type, field: fieldOf(where), body: withDetail(titles[type], detail) };
}

/** `field: Invalid value: <value>: <detail>` */
export function invalid(where: Where, value: Json | undefined, detail: string): FieldError {
  return valued('FieldValueInvalid', where, value, detail);
}

/** As {@link invalid}, for a value of a wrong type. */
export function typeInvalid(where: Where, value: Json | undefined, detail: string): FieldError {
  return valued('FieldValueTypeInvalid', where, value, detail);
}

/** `field: Unsupported value: <value>: supported values: "a", "b"` */
export function notSupported(
  where: Where,
  value: Json | undefined,
  supported: readonly string[],
): FieldError {
  const list = supported.map((item) => JSON.stringify(item)).join(', ');
  return valued(
    'FieldValueNotSupported',
    where,
    value,
    supported.length === 0 ? '' : `supported values: ${list}`,
  );
}

/** `field: Not found: <value>` */
export function notFound(where: Where, value: Json): FieldError {
  return valued('FieldValueNotFound', where, value, '');
}

/** `field: Duplicate value: <value>` */
export function duplicate(where: Where, value: Json | undefined): FieldError {
  return valued('FieldValueDuplicate', where, value, '');
}

/** `field: Forbidden: <detail>` */
export function forbidden(where: Where, detail: string): FieldError {
  const type = 'FieldValueForbidden';
  return { type, field: fieldOf(where), body: withDetail(titles[type], detail) };
}

/** `field: Too long: may not be more than <max> bytes` */
export function tooLong(where: Where, max: number): FieldError {
  const type = 'FieldValueTooLong';
  return {
    type,
    field: fieldOf(where),
    body: withDetail(
      titles[type],
      max < 0 ? 'value is too long' : `may not be more than ${max} bytes`,
    ),
  };
}

/** `field: Too many: <actual>: must have at most <max> items` */
export function tooMany(where: Where, actual: number, max: number): FieldError {
  return valued('FieldValueTooMany', where, actual, `must have at most ${max} items`);
}

/** `field: body`, as it stands in the message of a `Status`. */
export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${error.body}`;
}

/** Joins complaints as a `Status` message does: one bare, several as `[a, b]`; repeated ones once. */
export function formatFieldErrors(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(formatFieldError))];
  return texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
}
