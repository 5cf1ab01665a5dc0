/** How many unchanged lines are shown around a change. */
const context = 3;

/** Files with more lines than this, once the equal beginning and end are taken off, are shown as replaced. */
const maxCompared = 2000;

interface Line {
  readonly mark: ' ' | '+' | '-';
  readonly text: string;
}

/**
 * Compares two texts line by line, in the form of `diff -u` without line numbers: `undefined` stands for a
 * file that does not exist. Unchanged lines far from a change are left out.
 */
export function diffLines(
  path: string,
  before: string | undefined,
  after: string | undefined,
): string {
  const lines = compare(split(before), split(after));
  const shown = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - context), index + context + 1)
      .some((line) => line.mark !== ' '),
  );
  const body: string[] = [];
  for (const [index, { mark, text }] of lines.entries()) {
    if (shown[index] === true) body.push(`${mark}${text}`);
    else if (index > 0 && shown[index - 1] === true) body.push('@@');
  }
  if (body.at(-1) === '@@') body.pop();
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  const to = after === undefined ? '/dev/null' : `b/${path}`;
  return `--- ${from}\n+++ ${to}\n${body.map((line) => `${line}\n`).join('')}`;
}

function split(text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function compare(a: readonly string[], b: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
    end++;
  }
  const same = (text: string): Line => ({ mark: ' ', text });
  return [
    ...a.slice(0, start).map(same),
    ...compareMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

/** The shortest way from one to the other, by the table of longest common subsequences. */
function compareMiddle(a: readonly string[], b: readonly string[]): readonly Line[] {
  const removed = (text: string): Line => ({ mark: '-', text });
  const added = (text: string): Line => ({ mark: '+', text });
  if (a.length > maxCompared || b.length > maxCompared) return [...a.map(removed), ...b.map(added)];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = a.length - 1; row >= 0; row--) {
    for (let column = b.length - 1; column >= 0; column--) {
      const best =
        a[row] === b[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
      (common[row] as Uint16Array)[column] = best;
    }
  }
  const lines: Line[] = [];
  let row = 0;
  let column = 0;
  while (row < a.length || column < b.length) {
    if (row < a.length && column < b.length && a[row] === b[column]) {
      lines.push({ mark: ' ', text: a[row++] as string });
      column++;
    } else if (row < a.length && at(row + 1, column) >= at(row, column + 1)) {
      lines.push(removed(a[row++] as string));
    } else {
      lines.push(added(b[column++] as string));
    }
  }
  return lines;
}
