/** A line and a column of a text, both from 1. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The line and column of an offset. */
export function lineAt(source: string, offset: number): LineColumn {
  let line = 1;
  let lineStart = 0;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
