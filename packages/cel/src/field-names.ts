/** Words that cannot be a field's name in an expression; Kubernetes escapes them. */
const reserved: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

/**
 * A property's name as validation rules write it: `.`, `-` and `/` become `__dot__`, `__dash__` and
 * `__slash__`, a double underscore `__underscores__`, and reserved words are set in underscores.
 * @returns undefined for a name that no rule can write
 */
export function escapeField(name: string): string | undefined {
  if (reserved.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_]/.test(name)) return undefined;
  const escaped = name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
  return /^[A-Za-z0-9_]+$/.test(escaped) ? escaped : undefined;
}
