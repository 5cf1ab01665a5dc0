import { YamlError, type YamlErrorCode } from './error.ts';
import { isBreak } from './characters.ts';

/** A place in the text, all counted from 0. */
export interface Mark {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Walks over a text, keeping line and column. */
export class Cursor {
  readonly text: string;
  readonly file: string | undefined;
  offset = 0;
  line = 0;
  lineStart = 0;

  constructor(text: string, file: string | undefined) {
    this.text = text;
    this.file = file;
    if (text.charCodeAt(0) === 0xfeff) {
      this.offset = 1;
      this.lineStart = 1;
    }
  }

  get column(): number {
    return this.offset - this.lineStart;
  }

  /** The character here or further on; NaN past the end. */
  peek(ahead = 0): number {
    return this.text.charCodeAt(this.offset + ahead);
  }

  get atEnd(): boolean {
    return this.offset >= this.text.length;
  }

  mark(): Mark {
    return { offset: this.offset, line: this.line, column: this.offset - this.lineStart };
  }

  /**
   * Passes over a line break, if one is here.
   * @returns what it means in a value: `\n` for all but the separators of lines and paragraphs
   */
  lineBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return '';
    this.offset += code === 0x0d && this.peek(1) === 0x0a ? 2 : 1;
    this.line++;
    this.lineStart = this.offset;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  /** Whether `---` or `...` stands alone at the beginning of a line here. */
  atDocumentMark(): boolean {
    if (this.offset !== this.lineStart) return false;
    const code = this.peek();
    if ((code !== 0x2d && code !== 0x2e) || this.peek(1) !== code || this.peek(2) !== code) {
      return false;
    }
    const after = this.peek(3);
    return Number.isNaN(after) || after === 0x20 || after === 0x09 || isBreak(after);
  }

  /**
   * Raises what go-yaml's scanner would: the line named is that of the construct, if it is not the
   * first, else that of the fault.
   */
  failScan(reason: string, context: Mark = this.mark(), mend?: string): never {
    const blamed = context.line === 0 ? this.line : context.line;
    this.fail('Syntax', reason, blamed === 0 ? 0 : blamed + 1, this.mark(), mend);
  }

  /**
   * Raises what go-yaml's parser would. It names lines one too low; `place` of the error has the true
   * one.
   */
  failParse(reason: string, context: Mark | undefined, problem: Mark, mend?: string): never {
    const blamed = context === undefined || context.line === 0 ? problem.line : context.line;
    this.fail('Syntax', reason, blamed, problem, mend);
  }

  /** Raises an error that names a line (0 for none) and stands at a place. */
  fail(code: YamlErrorCode, reason: string, line: number, at: Mark, mend?: string): never {
    throw new YamlError(code, `yaml: ${line === 0 ? '' : `line ${line}: `}${reason}`, {
      line: at.line + 1,
      column: at.column + 1,
      ...(this.file === undefined ? {} : { file: this.file }),
      ...(mend === undefined ? {} : { mend }),
    });
  }
}
