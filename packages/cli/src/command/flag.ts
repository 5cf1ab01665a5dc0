import { UsageError } from '../error.ts';

/**
 * One flag of a command: how its text becomes a value, and what the help says about it. The forms are
 * those of Go's pflag, which the flux command line is known by: `--name value`, `--name=value`,
 * `-n value`, `-nvalue`, and for switches `--name`, `--name=false`.
 */
export interface Flag<T> {
  /** The type the help shows; empty for a switch. */
  readonly type: string;
  readonly usage: string;
  readonly default: T;
  /** The one-letter form, without the dash. */
  readonly short?: string;
  /** What `--name` alone means; absent when a value must follow. */
  readonly bare?: string;
  /** Left out of help and completion. */
  readonly hidden?: boolean;
  /** The default as the help shows it; absent when there is nothing worth showing. */
  readonly shownDefault?: string;
  /** The closed set of values, for completion. */
  readonly choices?: readonly string[];
  /**
   * Reads one occurrence. `previous` is what earlier occurrences gave.
   * @throws Error with the cause alone; the parser names flag and text
   */
  parse(text: string, previous: T | undefined): T;
}

/** Flags by their long names, without dashes. */
export type FlagSet = Readonly<Record<string, Flag<unknown>>>;

/** The values of a set of flags. */
export type FlagValues<F extends FlagSet> = {
  readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never;
};

/** What every kind of flag may say beside its default and usage. */
export interface FlagDetails {
  readonly short?: string;
  readonly hidden?: boolean;
}

/** A switch. */
export function bool(value: boolean, usage: string, details: FlagDetails = {}): Flag<boolean> {
  return {
    ...details,
    type: '',
    usage,
    default: value,
    bare: 'true',
    ...(value ? { shownDefault: 'true' } : {}),
    parse: parseBool,
  };
}

/** A text. */
export function string(value: string, usage: string, details: FlagDetails = {}): Flag<string> {
  return {
    ...details,
    type: 'string',
    usage,
    default: value,
    ...(value === '' ? {} : { shownDefault: JSON.stringify(value) }),
    parse: (text) => text,
  };
}

/** One of a closed set of words; none of them unless a default says which. */
export function choice<const C extends string, const D extends C | ''>(
  choices: readonly C[],
  value: D,
  usage: string,
  details: FlagDetails = {},
): Flag<C | D> {
  return {
    ...details,
    type: choices.join('|'),
    usage,
    default: value,
    choices,
    ...(value === '' ? {} : { shownDefault: value }),
    parse(text) {
      const found = choices.find((word) => word === text);
      if (found === undefined) throw new Error(`must be one of: ${choices.join(', ')}`);
      return found;
    },
  };
}

/** A whole number. */
export function integer(value: number, usage: string, details: FlagDetails = {}): Flag<number> {
  return {
    ...details,
    type: 'int',
    usage,
    default: value,
    ...(value === 0 ? {} : { shownDefault: String(value) }),
    parse(text) {
      if (!/^[+-]?[0-9]{1,15}$/.test(text)) throw new Error('not a whole number');
      return Number(text);
    },
  };
}

/** Words separated by commas; the flag may be repeated. The first use replaces the default. */
export function strings(
  value: readonly string[],
  usage: string,
  details: FlagDetails = {},
): Flag<readonly string[]> {
  return {
    ...details,
    type: 'strings',
    usage,
    default: value,
    ...(value.length === 0 ? {} : { shownDefault: `[${value.join(',')}]` }),
    parse: (text, previous) => [...(previous ?? []), ...(text === '' ? [] : text.split(','))],
  };
}

/** A text that may be given several times and is never split. */
export function stringArray(usage: string, details: FlagDetails = {}): Flag<readonly string[]> {
  return {
    ...details,
    type: 'stringArray',
    usage,
    default: [],
    parse: (text, previous) => [...(previous ?? []), text],
  };
}

/** `key=value` pairs separated by commas; the flag may be repeated. */
export function stringMap(
  usage: string,
  details: FlagDetails = {},
): Flag<ReadonlyMap<string, string>> {
  return {
    ...details,
    type: 'stringToString',
    usage,
    default: new Map(),
    parse(text, previous) {
      const pairs = new Map(previous ?? []);
      for (const pair of text === '' ? [] : text.split(',')) {
        const equals = pair.indexOf('=');
        if (equals < 1) throw new Error(`${pair} must be formatted as key=value`);
        pairs.set(pair.slice(0, equals), pair.slice(equals + 1));
      }
      return pairs;
    },
  };
}

/**
 * Reads one occurrence of a flag for the parser.
 * @throws UsageError `InvalidFlagValue` naming flag, text and cause
 */
export function readFlag(
  name: string,
  flag: Flag<unknown>,
  text: string,
  previous: unknown,
): unknown {
  try {
    return flag.parse(text, previous);
  } catch (error) {
    const shown = flag.short === undefined ? `--${name}` : `-${flag.short}, --${name}`;
    const cause = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      'InvalidFlagValue',
      `invalid argument "${text}" for "${shown}" flag: ${cause}`,
      {
        cause: error,
      },
    );
  }
}

function parseBool(text: string): boolean {
  switch (text) {
    case '1':
    case 't':
    case 'T':
    case 'true':
    case 'TRUE':
    case 'True':
      return true;
    case '0':
    case 'f':
    case 'F':
    case 'false':
    case 'FALSE':
    case 'False':
      return false;
    default:
      throw new Error('must be true or false');
  }
}
