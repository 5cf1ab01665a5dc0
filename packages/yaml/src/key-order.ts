const letter = /\p{L}/u;

/**
 * The order in which Go's YAML writes the keys of a mapping: by character, but a letter comes after
 * anything that is none, and digits compare as numbers (`a9` before `a10`).
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return compareAt(a, b, at);
  }
  return a.length - b.length;
}

function compareAt(a: string, b: string, at: number): number {
  // A difference in the second half of a pair is one of the whole character.
  const start = isLowSurrogate(a, at) && isLowSurrogate(b, at) ? at - 1 : at;
  const left = a.codePointAt(start) as number;
  const right = b.codePointAt(start) as number;
  const leftLetter = isLetter(left);
  const rightLetter = isLetter(right);
  if (leftLetter && rightLetter) return left - right;
  if (leftLetter || rightLetter) return rightLetter ? -1 : 1;

  let leftNumber = 0n;
  let rightNumber = 0n;
  // Zeros within a number that has begun count; leading ones do not.
  if ((a[at] === '0' || b[at] === '0') && follows1to9(a, at)) {
    leftNumber = 1n;
    rightNumber = 1n;
  }
  let leftEnd = start;
  while (isDigit(a, leftEnd)) leftNumber = leftNumber * 10n + BigInt(a[leftEnd++] as string);
  let rightEnd = start;
  while (isDigit(b, rightEnd)) rightNumber = rightNumber * 10n + BigInt(b[rightEnd++] as string);
  if (leftNumber !== rightNumber) return leftNumber < rightNumber ? -1 : 1;
  if (leftEnd !== rightEnd) return leftEnd - rightEnd;
  return left - right;
}

function follows1to9(text: string, at: number): boolean {
  for (let before = at - 1; before >= 0 && isDigit(text, before); before--) {
    if (text[before] !== '0') return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return letter.test(String.fromCodePoint(code));
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0;
}
