import { functionError } from '../error.ts';
import { fixed, type FunctionMap, type GoFunction } from '../functions/function.ts';
import { runesOf } from '../value/bytes.ts';
import { int } from '../value/value.ts';

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join(
  '',
);

/** Sprig's functions that draw lots, with `uuidv4`. @param random a source of random bytes */
export function randomFunctions(random: (count: number) => Uint8Array): FunctionMap {
  /** A number below a bound, each as likely as the others. */
  const below = (bound: number): number => {
    const usable = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const value = Buffer.from(random(4)).readUInt32BE();
      if (value < usable) return value % bound;
    }
  };
  const textOf = (characters: string): GoFunction =>
    fixed(['int'], (run, count) => {
      const wanted = Math.max(Number(count), 0);
      run.budget.bytes(wanted);
      let text = '';
      for (let made = 0; made < wanted; made++) text += characters[below(characters.length)] ?? '';
      return text;
    });
  return {
    randAlpha: textOf(letters),
    randNumeric: textOf(digits),
    randAlphaNum: textOf(letters + digits),
    randAscii: textOf(printable),
    randBytes: fixed(['int'], (run, count) => {
      if (count < 0n) throw functionError('runtime error: makeslice: len out of range');
      run.budget.bytes(Number(count));
      return Buffer.from(random(Number(count))).toString('base64');
    }),
    randInt: fixed(['int', 'int'], (_run, low, high) => {
      const span = high - low;
      if (span <= 0n) throw functionError('invalid argument to Intn');
      const bits = BigInt(`0x${Buffer.from(random(16)).toString('hex')}`);
      return int(low + (bits % span));
    }),
    shuffle: fixed(['string'], (_run, text) => {
      const characters = runesOf(text).map((rune) => String.fromCodePoint(rune));
      for (let last = characters.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const moved = characters[last] ?? '';
        characters[last] = characters[other] ?? '';
        characters[other] = moved;
      }
      return characters.join('');
    }),
    uuidv4: fixed([], () => {
      const bytes = Buffer.from(random(16));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    }),
  };
}
