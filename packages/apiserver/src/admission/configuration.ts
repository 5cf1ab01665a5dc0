import {
  type JsonObject,
  getOwn,
  getPath,
  getString,
  isObject,
  jsonEqual,
  setOwn,
} from '@fluxts/base';
import { ensureMapping, setDefault } from '../reading.ts';
import { duplicate, forbidden, invalid, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, keyStep, pathOf } from '../schema/field-path.ts';
import { judgeUnchanged } from './immutable.ts';
import type { KindRules, Report } from './kind-rules.ts';

const maxBytes = 1024 * 1024;
const immutableText = 'field is immutable when `immutable` is set';

function judgeImmutable(
  next: JsonObject,
  old: JsonObject | undefined,
  fields: readonly string[],
  report: Report,
): void {
  if (old === undefined || getOwn(old, 'immutable') !== true) return;
  if (getOwn(next, 'immutable') !== true) report(forbidden('immutable', immutableText));
  for (const field of fields) {
    if (!jsonEqual(getOwn(next, field) ?? {}, getOwn(old, field) ?? {})) {
      report(forbidden(field, immutableText));
    }
  }
}

function judgeKeys(object: JsonObject, field: string, report: Report): number {
  let bytes = 0;
  const data = getOwn(object, field);
  for (const [key, value] of Object.entries(isObject(data) ? data : {})) {
    if (!/^[-._a-zA-Z0-9]+$/.test(key) || key === '.' || key.startsWith('..')) {
      const hint =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
      report(invalid(keyStep(pathOf(field), key), key, hint));
    } else if (key.length > 253) {
      report(invalid(keyStep(pathOf(field), key), key, 'must be no more than 253 characters'));
    }
    if (typeof value === 'string') bytes += Buffer.byteLength(value);
  }
  return bytes;
}

/** ConfigMaps. */
export const configMapRules: KindRules = {
  validate(next, old, report) {
    const bytes = judgeKeys(next, 'data', report) + judgeKeys(next, 'binaryData', report) * 0.75;
    if (bytes > maxBytes) report(tooLarge(pathOf()));
    for (const key of Object.keys(getPath(next, 'data') ?? {})) {
      if (getPath(next, 'binaryData', key) !== undefined) {
        report(duplicate(keyStep(pathOf('data'), key), key));
      }
    }
    judgeImmutable(next, old, ['data', 'binaryData'], report);
  },
};

function tooLarge(at: FieldPath | undefined): ReturnType<typeof invalid> {
  const field = at === undefined ? '[]' : invalid(at, null, '').field;
  return {
    reason: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${maxBytes} bytes`,
  };
}

/** What each type of Secret must hold. */
const requiredKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/dockercfg', ['.dockercfg']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
]);

/** Secrets. What they hold never stands in a complaint. */
export const secretRules: KindRules = {
  defaults(draft) {
    setDefault(draft, 'type', 'Opaque');
    const text = getOwn(draft, 'stringData');
    if (!isObject(text)) return;
    const data = ensureMapping(draft, 'data');
    for (const [key, value] of Object.entries(text)) {
      if (typeof value !== 'string') continue;
      setOwn(data, key, Buffer.from(value, 'utf8').toString('base64'));
    }
    delete draft['stringData'];
  },
  validate(next, old, report) {
    const bytes = judgeKeys(next, 'data', report) * 0.75;
    if (bytes > maxBytes) report(tooLarge(pathOf('data')));
    const type = getString(next, 'type') ?? '';
    for (const key of requiredKeys.get(type) ?? []) {
      if (getPath(next, 'data', key) === undefined) report(required(keyStep(pathOf('data'), key)));
    }
    if (type === 'kubernetes.io/basic-auth') {
      const named = getPath(next, 'data', 'username') ?? getPath(next, 'data', 'password');
      if (named === undefined) {
        report(
          required(keyStep(pathOf('data'), 'username')),
          required(keyStep(pathOf('data'), 'password')),
        );
      }
    }
    if (type === 'kubernetes.io/service-account-token') {
      const account = 'kubernetes.io/service-account.name';
      const found = getString(next, 'metadata', 'annotations', account) ?? '';
      if (found === '')
        report(required(keyStep(fieldStep(pathOf('metadata'), 'annotations'), account)));
    }
    judgeUnchanged(next, old, ['type'], report);
    judgeImmutable(next, old, ['data'], report);
  },
};
