import { isObject, type Json, type JsonObject } from '@fluxts/base';

/** What stands for a value that is encrypted. */
const mask = '**SOPS**';

/**
 * Hides what SOPS encrypted in a Secret, which is of no use to anybody who looks at a build: its values,
 * where the whole object is encrypted, or those that are SOPS documents themselves. Other objects, and
 * Secrets without anything encrypted, come back as they are.
 */
export function maskSops(object: JsonObject): JsonObject {
  if (object['kind'] !== 'Secret' || object['apiVersion'] !== 'v1') return object;
  const { sops, ...rest } = object;
  const whole = sops !== undefined;
  return {
    ...rest,
    ...(isObject(rest['data'])
      ? { data: maskEntries(rest['data'], (value, key) => maskData(value, key, whole)) }
      : {}),
    ...(isObject(rest['stringData'])
      ? { stringData: maskEntries(rest['stringData'], (value) => maskText(value, whole)) }
      : {}),
  };
}

function maskEntries(
  entries: JsonObject,
  masked: (value: string, key: string) => string,
): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]): [string, Json] => [
      key,
      typeof value === 'string' ? masked(value, key) : value,
    ]),
  );
}

function maskData(value: string, key: string, whole: boolean): string {
  const text = Buffer.from(value, 'base64').toString('utf8');
  if (!whole && !isSopsDocument(text)) return value;
  const shown = key === '.dockerconfigjson' ? JSON.stringify({ mask }) : mask;
  return Buffer.from(shown).toString('base64');
}

function maskText(value: string, whole: boolean): string {
  return whole || isSopsDocument(value) ? mask : value;
}

/** A document that SOPS wrote carries its metadata under `sops`, in every format. */
function isSopsDocument(text: string): boolean {
  return /\bENC\[AES256_GCM,/.test(text) && /(^|["\s])sops(["\s:_]|$)/m.test(text);
}
