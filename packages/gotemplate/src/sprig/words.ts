/*
 * What the library behind sprig's case functions does: words are told apart by case, digits and
 * separators.
 */

const upperCase = /^\p{Lu}$/u;
const lowerCase = /^\p{Ll}$/u;
const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;
const connector = /^[-_\s]$/;

type CharacterKind = 'upper' | 'other' | 'digit' | 'connector';

function kindOfCharacter(character: string): CharacterKind {
  if (connector.test(character)) return 'connector';
  if (digit.test(character)) return 'digit';
  if (upperCase.test(character)) return 'upper';
  return 'other';
}

/** Runs of characters of one kind: `HTTPServer2` is `HTTPS`, `erver` and `2`. */
function split(text: string): { text: string; kind: CharacterKind }[] {
  const runs: { text: string; kind: CharacterKind }[] = [];
  for (const character of text) {
    const kind = kindOfCharacter(character);
    const last = runs.at(-1);
    if (last?.kind === kind && kind !== 'connector') last.text += character;
    else runs.push({ text: character, kind });
  }
  return runs;
}

/** Writes words in lower case with a connector between them: `snakecase` and `kebabcase`. */
export function joinWords(text: string, mark: string): string {
  let result = '';
  const runs = split(text);
  runs.forEach((run, index) => {
    const before = runs[index - 1];
    if (run.kind === 'connector') {
      result += mark;
      return;
    }
    const follows = before !== undefined && before.kind !== 'connector';
    if (run.kind === 'upper') {
      if (follows) result += mark;
      const next = runs[index + 1];
      // In `HTTPServer` the S belongs to the next word.
      if (next?.kind === 'other' && Array.from(run.text).length > 1 && isWord(next.text)) {
        const characters = Array.from(run.text);
        result += characters.slice(0, -1).join('') + mark + (characters.at(-1) ?? '');
      } else {
        result += run.text;
      }
    } else if (run.kind === 'digit') {
      // In `Bld4Floor` the number ends a word, in `http2xx` it begins one.
      const ends = before?.kind === 'other' && runs[index + 1]?.kind === 'upper';
      if (follows && !ends && (before.kind === 'upper' || isWord(before.text))) result += mark;
      result += run.text;
    } else {
      result += run.text;
    }
  });
  return result.toLowerCase();
}

function isWord(text: string): boolean {
  return letter.test(Array.from(text)[0] ?? '');
}

/** `camelcase`: each word begins in upper case, connectors between words go. */
export function camelCase(text: string): string {
  const characters = Array.from(text);
  let start = 0;
  while (start < characters.length && isConnector(characters[start])) start++;
  if (start === characters.length) return text;
  let end = characters.length;
  while (end > start && isConnector(characters[end - 1])) end--;
  const lead = characters.slice(0, start).join('');
  const tail = characters.slice(end).join('');
  const words = characters
    .slice(start, end)
    .join('')
    .split(/[-_\s]/)
    .map((word, index) => (word === '' && index > 0 ? '_' : capitalize(word)));
  return lead + words.join('') + tail;
}

function isConnector(character: string | undefined): boolean {
  return character !== undefined && connector.test(character);
}

/** First letter up; a run of upper case letters down to its first, as `GOLANG` is `Golang`. */
function capitalize(word: string): string {
  const [first = '', ...rest] = Array.from(word);
  let result = first.toUpperCase();
  let inRun = upperCase.test(first);
  rest.forEach((character, index) => {
    const next = rest[index + 1];
    if (inRun && upperCase.test(character)) {
      const beginsWord = next !== undefined && lowerCase.test(next);
      result += beginsWord ? character : character.toLowerCase();
    } else {
      inRun = upperCase.test(character);
      result += character;
    }
  });
  return result;
}

/** Swaps case; a lower case letter after white space becomes a title letter. */
export function swapCase(text: string): string {
  let result = '';
  for (const character of text) {
    if (upperCase.test(character)) result += character.toLowerCase();
    else if (lowerCase.test(character)) result += upper(character);
    else result += character;
  }
  return result;
}

/** Go's `unicode.ToUpper` by character: what has no single capital stays (`ß`). */
export function upper(text: string): string {
  return mapCharacters(text, (character) => character.toUpperCase());
}

/** Go's `unicode.ToLower` by character. */
export function lower(text: string): string {
  return mapCharacters(text, (character) =>
    character === '\u0130' ? 'i' : character.toLowerCase(),
  );
}

function mapCharacters(text: string, map: (character: string) => string): string {
  let result = '';
  for (const character of text) {
    const mapped = map(character);
    result += Array.from(mapped).length === 1 ? mapped : character;
  }
  return result;
}

/** Go's deprecated `strings.Title`: the first letter after what is no letter goes up. */
export function title(text: string): string {
  let result = '';
  let previous = ' ';
  for (const character of text) {
    result += isSeparator(previous) ? upper(character) : character;
    previous = character;
  }
  return result;
}

function isSeparator(character: string): boolean {
  if (/^[A-Za-z0-9_]$/.test(character)) return false;
  if ((character.codePointAt(0) ?? 0) < 0x80) return true;
  if (letter.test(character) || digit.test(character)) return false;
  return /\s/.test(character);
}

/** The first letter of each word goes down. */
export function untitle(text: string): string {
  let result = '';
  let previous = ' ';
  for (const character of text) {
    result += /\s/.test(previous) ? lower(character) : character;
    previous = character;
  }
  return result;
}

/** The first letters of the words. */
export function initials(text: string): string {
  let result = '';
  let previous = ' ';
  for (const character of text) {
    if (/\s/.test(previous) && !/\s/.test(character)) result += character;
    previous = character;
  }
  return result;
}

/** Breaks a text at spaces into lines of at most so many characters, longer words cut if asked. */
export function wrapText(text: string, width: number, mark: string, cutsWords: boolean): string {
  const limit = Math.max(width, 1);
  const characters = Array.from(text);
  const lines: string[] = [];
  let at = 0;
  const piece = (from: number, to?: number): string => characters.slice(from, to).join('');
  while (characters.length - at > limit) {
    if (characters[at] === ' ') {
      at++;
      continue;
    }
    const space = characters.lastIndexOf(' ', at + limit);
    if (space >= at) {
      lines.push(piece(at, space));
      at = space + 1;
    } else if (cutsWords) {
      lines.push(piece(at, at + limit));
      at += limit;
    } else {
      const next = characters.indexOf(' ', at + limit);
      if (next < 0) break;
      lines.push(piece(at, next));
      at = next + 1;
    }
  }
  lines.push(piece(at));
  return lines.join(mark);
}
