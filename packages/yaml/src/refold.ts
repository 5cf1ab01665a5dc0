import { analyze } from './scalar-analysis.ts';

/**
 * What becomes of the value of a folded block (`>`) that kustomize reads, writes in the same style and
 * reads again, as it does with every object on its way out. Go's emitter decides about the line break
 * that keeps two lines apart by the first character of the whole text instead of that of the next line,
 * so a line break before a more indented line is doubled.
 */
export function refold(text: string): string {
  if (!analyze(text.replaceAll('\t', ' ')).block) return text;
  const separates = !/^\n*(?:[ \t]|$)/.test(text);
  const [, leading, body, trailing] = /^(\n*)(.*?)(\n*)$/s.exec(text) as unknown as [
    string,
    string,
    string,
    string,
  ];
  if (body === '') return text;
  const lines = body.split(/(\n+)/);
  let result = leading + lines[0];
  for (let at = 1; at < lines.length; at += 2) {
    const before = lines[at - 1] as string;
    const after = lines[at + 1] as string;
    const written = (lines[at] as string).length + (separates && !isIndented(before) ? 1 : 0);
    const folds = !isIndented(before) && !isIndented(after);
    result += folds && written === 1 ? ' ' : '\n'.repeat(folds ? written - 1 : written);
    result += after;
  }
  // Of the line breaks at the end, more than one is kept to the letter.
  const extra = trailing.length > 1 && separates && !isIndented(lines.at(-1) as string);
  return result + trailing + (extra ? '\n' : '');
}

function isIndented(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}
