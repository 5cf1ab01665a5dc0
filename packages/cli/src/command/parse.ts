import { UsageError } from '../error.ts';
import { type Flag, type FlagSet, readFlag } from './flag.ts';

/** A command line, read against the flags it may hold. */
export interface Parsed {
  /** What is no flag, in order. */
  readonly operands: readonly string[];
  /** A value for every flag of the set: given, or its default. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The flags that were given. */
  readonly given: ReadonlySet<string>;
}

/**
 * Reads arguments as pflag does: flags and operands mix freely, `--` ends the flags, the last
 * occurrence of a single-valued flag counts.
 * @throws UsageError `UnknownFlag`, `MissingFlagValue`, `InvalidFlagValue`
 */
export function parseArguments(args: readonly string[], flags: FlagSet): Parsed {
  const shorts = shortForms(flags);
  const given = new Map<string, unknown>();
  const operands: string[] = [];

  const take = (name: string, flag: Flag<unknown>, text: string): void => {
    given.set(name, readFlag(name, flag, text, given.get(name)));
  };

  let index = 0;
  const nextValue = (shown: string): string => {
    const value = args[++index];
    if (value === undefined) {
      throw new UsageError('MissingFlagValue', `flag needs an argument: ${shown}`);
    }
    return value;
  };

  for (; index < args.length; index++) {
    const arg = args[index] as string;
    if (arg === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const { name, value } = splitLong(arg);
      const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
      if (flag === undefined) throw new UsageError('UnknownFlag', `unknown flag: --${name}`);
      take(name, flag, value ?? flag.bare ?? nextValue(`--${name}`));
    } else if (arg.startsWith('-') && arg.length > 1) {
      let rest = arg.slice(1);
      while (rest !== '') {
        const letter = rest.charAt(0);
        rest = rest.slice(1);
        const name = shorts.get(letter);
        if (name === undefined) {
          throw new UsageError('UnknownFlag', `unknown shorthand flag: '${letter}' in ${arg}`);
        }
        const flag = flags[name] as Flag<unknown>;
        if (rest.startsWith('=')) {
          take(name, flag, rest.slice(1));
          rest = '';
        } else if (flag.bare !== undefined) {
          take(name, flag, flag.bare);
        } else {
          take(name, flag, rest === '' ? nextValue(`'${letter}' in ${arg}`) : rest);
          rest = '';
        }
      }
    } else {
      operands.push(arg);
    }
  }

  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(flags)) {
    values[name] = given.has(name) ? given.get(name) : flag.default;
  }
  return { operands, values, given: new Set(given.keys()) };
}

/**
 * Finds the first operand without judging the flags, as the name of a subcommand stands there.
 * A flag that is not known is taken for one without a value.
 */
export function firstOperand(args: readonly string[], flags: FlagSet): number | undefined {
  const shorts = shortForms(flags);
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] as string;
    if (arg === '--') return undefined;
    if (arg.startsWith('--')) {
      const { name, value } = splitLong(arg);
      const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
      if (value === undefined && flag !== undefined && flag.bare === undefined) index++;
    } else if (arg.startsWith('-') && arg.length > 1) {
      const last = shorts.get(arg.charAt(arg.length - 1));
      const first = shorts.get(arg.charAt(1));
      const takesNext =
        arg.length === 2 && first !== undefined && flags[first]?.bare === undefined
          ? true
          : first !== undefined && flags[first]?.bare !== undefined && last !== undefined
            ? flags[last]?.bare === undefined
            : false;
      if (takesNext) index++;
    } else {
      return index;
    }
  }
  return undefined;
}

function splitLong(arg: string): { name: string; value: string | undefined } {
  const equals = arg.indexOf('=');
  if (equals < 0) return { name: arg.slice(2), value: undefined };
  return { name: arg.slice(2, equals), value: arg.slice(equals + 1) };
}

function shortForms(flags: FlagSet): ReadonlyMap<string, string> {
  const shorts = new Map<string, string>();
  for (const [name, flag] of Object.entries(flags)) {
    if (flag.short !== undefined) shorts.set(flag.short, name);
  }
  return shorts;
}
