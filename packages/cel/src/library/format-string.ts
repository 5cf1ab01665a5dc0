import { failure } from './failure.ts';
import { formatTimestamp } from './conversions.ts';

const verb = /%(?:\.(?<precision>\d{1,3}))?(?<verb>[a-zA-Z%])/g;

/**
 * `"…".format(list)` of cel-go's string extension: `%s`, `%d`, `%f`, `%e`, `%b`, `%o`, `%x`, `%X`, `%%`.
 * @throws EvaluationError for an unknown verb, a missing argument or one of the wrong type
 */
export function formatString(pattern: string, values: readonly unknown[]): string {
  let next = 0;
  const text = pattern.replaceAll(verb, (...match: unknown[]) => {
    const groups = match.at(-1) as { precision?: string; verb: string };
    if (groups.verb === '%') return '%';
    if (next >= values.length) throw failure(`index ${next} out of range`);
    const precision = groups.precision === undefined ? 6 : Number(groups.precision);
    return formatValue(groups.verb, values[next++], precision);
  });
  return text;
}

function formatValue(kind: string, value: unknown, precision: number): string {
  switch (kind) {
    case 's':
      return display(value);
    case 'd':
      return numeric(value, kind).toString();
    case 'f':
      return Number(numeric(value, kind)).toFixed(Math.min(precision, 100));
    case 'e':
      return Number(numeric(value, kind))
        .toExponential(Math.min(precision, 100))
        .replace(/e([+-])(\d)$/, 'e$10$2');
    case 'b':
      return typeof value === 'boolean' ? (value ? '1' : '0') : numeric(value, kind).toString(2);
    case 'o':
      return numeric(value, kind).toString(8);
    case 'x':
    case 'X': {
      const text =
        typeof value === 'string' || value instanceof Uint8Array
          ? Buffer.from(value as string).toString('hex')
          : numeric(value, kind).toString(16);
      return kind === 'X' ? text.toUpperCase() : text;
    }
    default:
      throw failure(`could not parse formatting clause: unrecognized formatting clause "${kind}"`);
  }
}

function numeric(value: unknown, kind: string): bigint | number {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  throw failure(`no such overload: ${kind} clause can only be used on numbers`);
}

function display(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map((item) => display(item)).join(', ')}]`;
  if (value instanceof Date) return formatTimestamp(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Map) {
    return `{${[...value].map(([key, item]) => `${display(key)}: ${display(item)}`).join(', ')}}`;
  }
  if (typeof value === 'object') return display(new Map(Object.entries(value)));
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return value.toString();
  }
  throw failure('no such overload: string clause');
}
