import { Budget } from '@fluxts/base';
import { typeOf } from '../value/types.ts';
import { type GoValue, integerOf } from '../value/value.ts';
import { type Flags, noFlags } from './flags.ts';
import { formatArgument, formatPlain } from './format-value.ts';

/** Widths and precisions beyond it are refused, as in Go. */
const largest = 1_000_000;

/**
 * Go's `fmt.Sprintf`, with every verb and flag, explicit argument indices and `*`; what does not fit is
 * printed as Go prints it (`%!d(string=x)`, `%!s(MISSING)`, `%!(EXTRA int=1)`).
 * @throws LimitError when more is printed than the budget allows
 */
export function sprintf(
  format: string,
  args: readonly GoValue[],
  budget: Budget = new Budget(),
): string {
  return new Printer(format, args, budget).run();
}

/** Go's `fmt.Sprint`: a space between operands when neither is a string. */
export function sprint(args: readonly GoValue[], budget: Budget = new Budget()): string {
  let result = '';
  let wasString = false;
  args.forEach((arg, index) => {
    const isString = typeof arg === 'string';
    if (index > 0 && !isString && !wasString) result += ' ';
    result += formatPlain(arg, budget);
    wasString = isString;
  });
  return result;
}

/** Go's `fmt.Sprintln`: a space between operands and a line break at the end. */
export function sprintln(args: readonly GoValue[], budget: Budget = new Budget()): string {
  return `${args.map((arg) => formatPlain(arg, budget)).join(' ')}\n`;
}

class Printer {
  readonly #format: string;
  readonly #args: readonly GoValue[];
  readonly #budget: Budget;
  #at = 0;
  #next = 0;
  #afterIndex = false;
  #reordered = false;
  #goodIndex = true;

  constructor(format: string, args: readonly GoValue[], budget: Budget) {
    this.#format = format;
    this.#args = args;
    this.#budget = budget;
  }

  run(): string {
    const parts: string[] = [];
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#at);
      if (percent < 0) {
        parts.push(this.#format.slice(this.#at));
        break;
      }
      parts.push(this.#format.slice(this.#at, percent));
      this.#at = percent + 1;
      this.#goodIndex = true;
      this.#afterIndex = false;
      this.#budget.step();
      parts.push(this.#directive());
    }
    if (!this.#reordered && this.#next < this.#args.length) parts.push(this.#extra());
    return parts.join('');
  }

  #extra(): string {
    const items = this.#args
      .slice(this.#next)
      .map((arg) =>
        arg === null || arg === undefined
          ? '<nil>'
          : `${typeOf(arg)}=${formatPlain(arg, this.#budget)}`,
      );
    return `%!(EXTRA ${items.join(', ')})`;
  }

  #directive(): string {
    const flags = noFlags();
    this.#readFlags(flags);
    this.#readIndex();
    let problems = this.#readWidth(flags);
    problems += this.#readPrecision(flags);
    if (!this.#afterIndex) this.#readIndex();
    const code = this.#format.codePointAt(this.#at);
    if (code === undefined) return `${problems}%!(NOVERB)`;
    const verb = String.fromCodePoint(code);
    this.#at += verb.length;
    if (verb === '%') return `${problems}%`;
    if (!this.#goodIndex) return `${problems}%!${verb}(BADINDEX)`;
    if (this.#next >= this.#args.length) return `${problems}%!${verb}(MISSING)`;
    if (verb === 'v') {
      flags.sharpV = flags.sharp;
      flags.sharp = false;
      flags.plusV = flags.plus;
      flags.plus = false;
    }
    const value = this.#args[this.#next++];
    return problems + formatArgument(value, verb, flags, this.#budget);
  }

  #readFlags(flags: Flags): void {
    for (; this.#at < this.#format.length; this.#at++) {
      // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
      switch (this.#format[this.#at]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          flags.zero = true;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  /** `[n]`: which argument comes next. */
  #readIndex(): void {
    if (this.#format[this.#at] !== '[') return;
    this.#reordered = true;
    const end = this.#format.indexOf(']', this.#at);
    if (end < 0) {
      this.#goodIndex = false;
      this.#at++;
      return;
    }
    const text = this.#format.slice(this.#at + 1, end);
    this.#at = end + 1;
    const index = /^\d{1,7}$/.test(text) ? Number(text) - 1 : -1;
    if (index < 0 || index >= this.#args.length) {
      this.#goodIndex = false;
      return;
    }
    this.#next = index;
    this.#afterIndex = true;
  }

  #readNumber(): number | undefined {
    const start = this.#at;
    while (/\d/.test(this.#format[this.#at] ?? '')) this.#at++;
    if (this.#at === start) return undefined;
    const value = Number(this.#format.slice(start, this.#at));
    return value > largest ? undefined : value;
  }

  /** The `*`: a number among the arguments. */
  #numberFromArgument(): number | undefined {
    if (this.#next >= this.#args.length) return undefined;
    const value = integerOf(this.#args[this.#next++]);
    if (value === undefined || value > largest || value < -largest) return undefined;
    return Number(value);
  }

  #readWidth(flags: Flags): string {
    if (this.#format[this.#at] === '*') {
      this.#at++;
      this.#afterIndex = false;
      const width = this.#numberFromArgument();
      if (width === undefined) return '%!(BADWIDTH)';
      flags.width = Math.abs(width);
      if (width < 0) {
        flags.minus = true;
        flags.zero = false;
      }
      return '';
    }
    flags.width = this.#readNumber();
    if (this.#afterIndex && flags.width !== undefined) this.#goodIndex = false;
    return '';
  }

  #readPrecision(flags: Flags): string {
    if (this.#format[this.#at] !== '.' || this.#at + 1 >= this.#format.length) return '';
    this.#at++;
    if (this.#afterIndex) this.#goodIndex = false;
    this.#afterIndex = false;
    this.#readIndex();
    if (this.#format[this.#at] === '*') {
      this.#at++;
      this.#afterIndex = false;
      const precision = this.#numberFromArgument();
      if (precision === undefined || precision < 0) return '%!(BADPREC)';
      flags.precision = precision;
      return '';
    }
    flags.precision = this.#readNumber() ?? 0;
    return '';
  }
}
