import { createPrivateKey } from 'node:crypto';
import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import { locate } from '@fluxts/yaml';
import { ProxyError } from './errors.ts';

/** A value and the way to it. */
export interface Field {
  readonly path: readonly (string | number)[];
  readonly value: Json | undefined;
}

/** A field that is a mapping. */
export interface ObjectField {
  readonly field: Field;
  readonly value: JsonObject;
}

/**
 * Reads checked values out of a configuration. Every method throws ProxyError `ConfigInvalid` with the
 * path and the line of what is wrong, and never with the value: it may be a secret.
 */
export class ConfigReader {
  readonly #text: string;
  readonly #file: string;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  root(value: Json): Field {
    return { path: [], value };
  }

  fail(field: Field, problem: string): never {
    const place = locate(this.#text, 0, field.path);
    const where = place === undefined ? this.#file : `${this.#file}:${place.line}`;
    throw new ProxyError('ConfigInvalid', `${where}: ${formatFieldPath(field.path)} ${problem}`, {
      retry: 'on-change',
      place: {
        file: this.#file,
        ...(place === undefined ? {} : { line: place.line, column: place.column }),
      },
    });
  }

  object(field: Field): ObjectField {
    if (!isObject(field.value)) this.fail(field, 'must be an object');
    return { field, value: field.value };
  }

  list(field: Field): Field[] {
    if (!Array.isArray(field.value)) this.fail(field, 'must be a list');
    return field.value.map((value, index) => ({ path: [...field.path, index], value }));
  }

  /** A field that may be left out; `null` and the empty text count as left out. */
  optional(parent: ObjectField, key: string): Field | undefined {
    const value = getOwn(parent.value, key);
    if (value === undefined || value === null || value === '') return undefined;
    return { path: [...parent.field.path, key], value };
  }

  required(parent: ObjectField, key: string): Field {
    return (
      this.optional(parent, key) ??
      this.fail({ ...parent.field, path: [...parent.field.path, key] }, 'is required')
    );
  }

  text(field: Field): string {
    if (typeof field.value !== 'string') this.fail(field, 'must be a text');
    // A line break would end the header that the value is sent in.
    if (/[\r\n\0]/.test(field.value)) this.fail(field, 'must not hold line breaks');
    return field.value;
  }

  /** A name as it stands in a URL path of the git host. */
  name(field: Field): string {
    const name = this.text(field);
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9_-])?$/.test(name) || name.length > 128) {
      this.fail(
        field,
        'must be a name of letters, digits, spaces and ._- that begins with a letter or digit',
      );
    }
    return name;
  }

  host(field: Field): string {
    const host = this.text(field);
    const isHost = /^(?=.{1,253}(?::|$))[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?$/;
    if (!isHost.test(host)) this.fail(field, 'must be a host name, with a port or without');
    return host;
  }

  oneOf<const T extends string>(field: Field, allowed: readonly T[]): T {
    const found = allowed.find((value) => value === field.value);
    return found ?? this.fail(field, `must be one of ${allowed.join(', ')}`);
  }

  positiveInteger(field: Field): number {
    const { value } = field;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0) {
      this.fail(field, 'must be a positive whole number');
    }
    return value;
  }

  /** The name of a namespace or a Secret (RFC 1123). */
  kubernetesName(field: Field): string {
    const name = this.text(field);
    if (!/^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(name) || name.length > 253) {
      this.fail(
        field,
        `'${name}' is no valid Kubernetes name: lower-case letters, digits, - and . only; for a Secret, set secretNameOverride`,
      );
    }
    return name;
  }

  /** A PEM private key in base64 (either alphabet), or as it is. */
  base64Key(field: Field): string {
    if (typeof field.value !== 'string') this.fail(field, 'must be a text');
    const pem = field.value.includes('-----BEGIN')
      ? field.value
      : Buffer.from(field.value, 'base64').toString('utf8');
    try {
      createPrivateKey(pem);
    } catch {
      this.fail(field, 'must be a private key in PEM form, encoded as base64');
    }
    return pem;
  }
}

function formatFieldPath(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the configuration';
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join('');
}
