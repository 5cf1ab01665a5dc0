import { isBreak } from './characters.ts';
import { isPrintable } from './scalar-analysis.ts';

/** The column after which a text is folded at its next space. */
const bestWidth = 80;

const escapes: ReadonlyMap<number, string> = new Map([
  [0x00, '0'],
  [0x07, 'a'],
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0b, 'v'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x1b, 'e'],
  [0x22, '"'],
  [0x5c, '\\'],
  [0x85, 'N'],
  [0xa0, '_'],
  [0x2028, 'L'],
  [0x2029, 'P'],
]);

/**
 * Writes scalars and marks where libyaml's emitter would, keeping the column it folds by. `column`
 * counts characters, not UTF-16 units.
 */
export class Emitter {
  #out: string[] = [];
  #column = 0;
  /** Whether only indentation and marks stand on the line so far. */
  #indention = true;
  #whitespace = true;

  /** What has been written. */
  get text(): string {
    return this.#out.join('');
  }

  /** Whether a nested block collection may begin on this line. */
  get atIndention(): boolean {
    return this.#indention;
  }

  /** Goes to a line and column where the next thing of this level may begin. */
  lineTo(indent: number): void {
    const here = this.#indention && this.#column <= indent;
    if (!here || (this.#column === indent && !this.#whitespace)) {
      this.#out.push('\n');
      this.#column = 0;
    }
    if (this.#column < indent) this.#out.push(' '.repeat(indent - this.#column));
    this.#column = indent;
    this.#whitespace = true;
    this.#indention = true;
  }

  /** Writes a mark such as `-`, `:` or `{}`. */
  mark(mark: string, needsSpace: boolean, keepsIndention: boolean): void {
    if (needsSpace && !this.#whitespace) this.#put(' ');
    this.#put(mark);
    this.#whitespace = false;
    this.#indention = this.#indention && keepsIndention;
  }

  /** Writes a text as it stands; `fold` unless it is a key. */
  plain(text: string, indent: number, fold: boolean): void {
    if (!this.#whitespace) this.#put(' ');
    this.#words(text, indent, fold, false);
    this.#whitespace = false;
    this.#indention = false;
  }

  /** Writes a text in single quotes. */
  single(text: string, indent: number, fold: boolean): void {
    this.mark("'", true, false);
    this.#words(text.replaceAll("'", "''"), indent, fold, true);
    this.#put("'");
    this.#whitespace = false;
    this.#indention = false;
  }

  /** Writes a text in double quotes, with escapes. */
  double(text: string, indent: number, fold: boolean): void {
    this.mark('"', true, false);
    let spaces = false;
    const characters = Array.from(text);
    for (const [at, character] of characters.entries()) {
      const code = character.codePointAt(0) as number;
      const plain = code <= 0xffff && isPrintable(code) && !isBreak(code);
      if (!plain || code === 0x22 || code === 0x5c) {
        this.#put(escape(code));
        spaces = false;
      } else if (code !== 0x20) {
        this.#put(character);
        spaces = false;
      } else {
        const inside = at > 0 && at < characters.length - 1;
        if (fold && !spaces && this.#column > bestWidth && inside) {
          this.lineTo(indent);
          if (characters[at + 1] === ' ') this.#put('\\');
        } else {
          this.#put(' ');
        }
        spaces = true;
      }
    }
    this.#put('"');
    this.#whitespace = false;
    this.#indention = false;
  }

  /** Writes a text as a literal block. */
  literal(text: string, indent: number): void {
    this.mark('|', true, false);
    const first = text.charCodeAt(0);
    if (first === 0x20 || isBreak(first)) this.#put('2');
    const end = text.charCodeAt(text.length - 1);
    if (!isBreak(end)) this.#put('-');
    else if (text.length === 1 || isBreak(text.charCodeAt(text.length - 2))) this.#put('+');
    const margin = ' '.repeat(indent);
    let start = 0;
    while (start < text.length) {
      const at = text.indexOf('\n', start);
      const lineEnd = at < 0 ? text.length : at;
      this.#out.push('\n', lineEnd > start ? margin + text.slice(start, lineEnd) : '');
      start = lineEnd + 1;
    }
    const ended = isBreak(end);
    if (ended) this.#out.push('\n');
    this.#column = ended ? 0 : 1 + indent;
    this.#whitespace = true;
    this.#indention = ended;
  }

  /** Ends the document. */
  finish(): void {
    this.lineTo(0);
  }

  #words(text: string, indent: number, fold: boolean, quoted: boolean): void {
    const width = this.#column + text.length;
    if (!text.includes('\n') && (!fold || width <= bestWidth || !text.includes(' '))) {
      this.#put(text);
      return;
    }
    let spaces = false;
    let breaks = false;
    const last = text.length - 1;
    let from = 0;
    const flush = (to: number): void => {
      if (to > from) this.#out.push(text.slice(from, to));
      from = to;
    };
    for (let at = 0; at <= last; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x20) {
        const inside = !quoted || (at > 0 && at < last);
        const single = !spaces && text.charCodeAt(at + 1) !== 0x20;
        if (fold && single && this.#column > bestWidth && inside) {
          flush(at);
          from = at + 1;
          // The line ends here whatever stands on it.
          this.#indention = false;
          this.lineTo(indent);
        } else {
          this.#column++;
        }
        spaces = true;
      } else if (isBreak(code)) {
        flush(at);
        // A line break within a quoted text is an empty line.
        if (!breaks && code === 0x0a) this.#out.push('\n');
        this.#out.push('\n');
        from = at + 1;
        this.#column = 0;
        this.#indention = true;
        breaks = true;
      } else {
        if (breaks) this.lineTo(indent);
        // The second half of a pair is no character of its own.
        if (code < 0xdc00 || code > 0xdfff) this.#column++;
        this.#indention = false;
        spaces = false;
        breaks = false;
      }
    }
    flush(text.length);
  }

  #put(text: string): void {
    this.#out.push(text);
    this.#column += text.length;
  }
}

function escape(code: number): string {
  const short = escapes.get(code);
  if (short !== undefined) return `\\${short}`;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
