const secretKey =
  /^(?:data|stringData|binaryData|identity|kubeconfig)$|passw(?:or)?d|passphrase|token$|secret$|secretkey|authorization|credentials?$|private_?key|api_?key|cookie/i;
const mask = '*****';
const maxDepth = 6;
const maxText = 32 * 1024;

/**
 * A copy of a logged value without secrets: what lies under a telling key is replaced, as are user and
 * password in URLs and the tokens of `Authorization` headers within texts. Depth and length are bounded.
 */
function masked(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return maskText(value.message);
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (depth >= maxDepth) return '…';
  if (Array.isArray(value)) return value.map((item) => masked(item, depth + 1));
  return maskedFields(value as Record<string, unknown>, depth);
}

/** {@link masked} for the fields of a line. */
export function maskedFields(
  fields: Readonly<Record<string, unknown>>,
  depth = 0,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [
        key,
        secretKey.test(key) && value !== null && value !== '' ? mask : masked(value, depth + 1),
      ]),
  );
}

/** A text without the secrets that can be recognised in it. */
export function maskText(text: string): string {
  const bounded = text.length > maxText ? `${text.slice(0, maxText)}…` : text;
  return bounded
    .replace(/([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]{1,16384}@/gi, `$1${mask}@`)
    .replace(/\b(bearer|basic) [a-z0-9._~+/=-]{8,}/gi, `$1 ${mask}`);
}
