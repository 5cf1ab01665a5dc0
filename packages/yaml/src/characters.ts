/** Whether a character is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Whether a character ends a line: YAML 1.1 has three beside the usual two. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Whether a character ends a word: blank, break or, as NaN, the end of the text. */
export function isBlankOrEnd(code: number): boolean {
  return (
    code === 0x20 ||
    code === 0x0a ||
    code === 0x0d ||
    code === 0x09 ||
    Number.isNaN(code) ||
    isBreak(code)
  );
}

const control = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The offset of the first character that YAML does not allow, escaped or not; -1 if there is none. */
export function findControlCharacter(text: string): number {
  return text.search(control);
}
