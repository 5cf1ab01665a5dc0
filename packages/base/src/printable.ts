/**
 * A text that can be written to a terminal: control characters, with which whoever wrote it could move
 * the cursor or hide a part, are shown as kubectl shows them (`^[`). Line breaks and tabs stay.
 */
export function printable(text: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what this is about
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x80
      ? `^${String.fromCharCode(code ^ 0x40)}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** A text on one line: line breaks, with the white space around them, become single spaces. */
export function oneLine(text: string): string {
  return text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
