import { duration, type DurationValue } from '../command/duration-flag.ts';
import { bool, type Flag, strings } from '../command/flag.ts';
import { UsageError } from '../error.ts';

/** The flags of every `create`. */
export type CreateFlags = {
  readonly interval: Flag<DurationValue>;
  readonly export: Flag<boolean>;
  readonly label: Flag<readonly string[]>;
};

/** The flags of every `create`, as flux 2.9 has them. */
export const createFlags: CreateFlags = {
  interval: duration('1m0s', 'source sync interval'),
  export: bool(false, 'export in YAML format to stdout'),
  label: strings(
    [],
    'set labels on the resource (can specify multiple labels with commas: label1=value1,label2=value2)',
  ),
};

/** Reads `--label`. @throws UsageError `InvalidFlagValue` */
export function parseLabels(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      const key = pair.slice(0, Math.max(equals, 0));
      const value = pair.slice(equals + 1);
      if (!labelKey.test(key) || !labelValue.test(value)) {
        throw new UsageError(
          'InvalidFlagValue',
          `invalid label format '${pair}', must be key=value with a key and a value that Kubernetes takes`,
        );
      }
      return [key, value];
    }),
  );
}

const labelKey = /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

/** Checks a name before anything is done with it. @throws UsageError `InvalidArguments` */
export function objectName(args: readonly string[], what: string): string {
  const [name, ...rest] = args;
  if (name === undefined || name === '') {
    throw new UsageError('InvalidArguments', `${what} name is required`);
  }
  if (rest.length > 0) {
    throw new UsageError('InvalidArguments', `one ${what} name can be given, not ${args.length}`);
  }
  if (name.length > 253 || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) {
    throw new UsageError(
      'InvalidArguments',
      `name '${name}' is invalid, it should adhere to standard defined in RFC 1123: lower-case letters, digits, '-' and '.'`,
    );
  }
  return name;
}
