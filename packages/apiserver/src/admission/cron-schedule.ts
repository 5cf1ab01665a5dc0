const descriptors: ReadonlySet<string> = new Set([
  '@annually',
  '@daily',
  '@hourly',
  '@midnight',
  '@monthly',
  '@weekly',
  '@yearly',
]);

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const fields: readonly { min: number; max: number; names: readonly string[] }[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: weekdays },
];

/** Says whether a text is a schedule as CronJobs take it: five fields, or a descriptor such as `@daily`. */
export function isCronSchedule(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('@every '))
    return /^@every\s+(?:\d+(?:\.\d+)?(?:h|m|s|ms))+$/.test(trimmed);
  if (trimmed.startsWith('@')) return descriptors.has(trimmed);
  const parts = trimmed.split(/\s+/);
  return (
    parts.length === fields.length &&
    parts.every((part, index) => {
      const field = fields[index];
      return field !== undefined && part.split(',').every((item) => isRange(item, field));
    })
  );
}

function isRange(
  item: string,
  field: { min: number; max: number; names: readonly string[] },
): boolean {
  const found = /^(?:(\*|\?)|([0-9A-Za-z]{1,3})(?:-([0-9A-Za-z]{1,3}))?)(?:\/(\d{1,3}))?$/.exec(
    item,
  );
  if (found === null) return false;
  const [, star, from, to, step] = found;
  if (step !== undefined && Number(step) === 0) return false;
  if (star !== undefined) return true;
  const first = valueOf(from ?? '', field);
  const last = to === undefined ? first : valueOf(to, field);
  return first !== undefined && last !== undefined && first <= last;
}

function valueOf(
  text: string,
  field: { min: number; max: number; names: readonly string[] },
): number | undefined {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return named + field.min;
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= field.min && value <= field.max ? value : undefined;
}
