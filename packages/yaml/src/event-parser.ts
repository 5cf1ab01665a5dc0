import type { Mark } from './cursor.ts';
import type { Event } from './events.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenKind } from './token.ts';

const noContent: ReadonlySet<TokenKind> = new Set([
  'versionDirective',
  'tagDirective',
  'documentStart',
  'documentEnd',
  'streamEnd',
]);
const entryEnds: ReadonlySet<TokenKind> = new Set(['blockEntry', 'blockEnd']);
const indentlessEnds: ReadonlySet<TokenKind> = new Set(['blockEntry', 'key', 'value', 'blockEnd']);
const pairEnds: ReadonlySet<TokenKind> = new Set(['key', 'value', 'blockEnd']);
const flowKeyEnds: ReadonlySet<TokenKind> = new Set([
  'value',
  'flowEntry',
  'flowSequenceEnd',
  'flowMappingEnd',
]);

/** Turns the tokens of a text into events, by libyaml's grammar and with its words for faults. */
export class EventParser {
  readonly #scanner: Scanner;
  readonly #maxDepth: number;
  readonly #events: Event[] = [];
  #handles = new Map<string, string>();
  #anchors = new Set<string>();
  #depth = 0;

  constructor(text: string, maxDepth: number, file: string | undefined) {
    this.#scanner = new Scanner(text, file);
    this.#maxDepth = maxDepth;
  }

  /** Reads the whole text. @throws YamlError `Syntax`, `TooDeep` */
  parse(): Event[] {
    for (let first = true; ; first = false) {
      while (this.#at('documentEnd')) this.#scanner.next();
      if (this.#at('streamEnd')) return this.#events;
      this.#document(first);
    }
  }

  #at(kind: TokenKind): boolean {
    return this.#scanner.peek().kind === kind;
  }

  #document(first: boolean): void {
    this.#handles = new Map();
    this.#anchors = new Set();
    const explicit = this.#directives() || !first || this.#at('documentStart');
    if (explicit) {
      const token = this.#scanner.peek();
      if (token.kind !== 'documentStart') {
        this.#scanner.cursor.failParse(
          'did not find expected <document start>',
          undefined,
          token.start,
          "check the indentation, and put '---' between documents",
        );
      }
      this.#scanner.next();
    }
    const start = this.#scanner.peek();
    this.#events.push({ kind: 'document', start: start.start });
    if (noContent.has(start.kind)) this.#empty(start.start);
    else this.#node(true, false);
    this.#events.push({ kind: 'end', start: this.#scanner.peek().start });
    if (this.#at('documentEnd')) this.#scanner.next();
  }

  #directives(): boolean {
    let any = false;
    for (;;) {
      const token = this.#scanner.peek();
      if (token.kind === 'tagDirective') {
        const [handle, prefix] = token.text.split(' ') as [string, string];
        this.#handles.set(handle, prefix);
      } else if (token.kind !== 'versionDirective') {
        return any;
      }
      any = true;
      this.#scanner.next();
    }
  }

  #empty(start: Mark, style: 'plain' | 'emptyInFlow' = 'plain'): void {
    const none = { anchor: undefined, tag: undefined };
    this.#events.push({ kind: 'scalar', start, text: '', style, ...none });
  }

  #node(block: boolean, indentless: boolean): void {
    const first = this.#scanner.peek();
    if (first.kind === 'alias') {
      if (!this.#anchors.has(first.text)) {
        const reason = `unknown anchor '${first.text}' referenced`;
        this.#scanner.cursor.fail('UnknownAnchor', reason, 0, first.start);
      }
      this.#scanner.next();
      this.#events.push({ kind: 'alias', start: first.start, name: first.text });
      return;
    }
    const { anchor, tag } = this.#properties();
    const token = this.#scanner.peek();
    const { start } = token;
    if (token.kind === 'scalar') {
      this.#scanner.next();
      this.#events.push({
        kind: 'scalar',
        start,
        anchor,
        tag,
        text: token.text,
        style: token.style,
      });
      return;
    }
    const content = this.#collection(token, block, indentless);
    if (content !== undefined) {
      if (++this.#depth > this.#maxDepth) {
        this.#scanner.cursor.fail('TooDeep', 'exceeded max depth', start.line + 1, start);
      }
      this.#events.push({ kind: content.kind, start, anchor, tag });
      content.read();
      this.#events.push({ kind: 'end', start: this.#scanner.peek().start });
      this.#depth--;
    } else if (anchor !== undefined || tag !== undefined) {
      this.#events.push({ kind: 'scalar', start, anchor, tag, text: '', style: 'plain' });
    } else {
      this.#scanner.cursor.failParse(
        'did not find expected node content',
        first.start,
        start,
        'check brackets, commas and indentation',
      );
    }
  }

  #collection(
    token: Token,
    block: boolean,
    indentless: boolean,
  ): { kind: 'sequence' | 'mapping'; read: () => void } | undefined {
    const { kind } = token;
    if (kind === 'flowSequenceStart') return { kind: 'sequence', read: () => this.#flowSequence() };
    if (kind === 'flowMappingStart') return { kind: 'mapping', read: () => this.#flowMapping() };
    if (block && kind === 'blockSequenceStart') {
      return { kind: 'sequence', read: () => this.#blockSequence() };
    }
    if (block && kind === 'blockMappingStart') {
      return { kind: 'mapping', read: () => this.#blockMapping() };
    }
    if (indentless && kind === 'blockEntry') {
      return { kind: 'sequence', read: () => this.#indentlessSequence() };
    }
    return undefined;
  }

  #properties(): { anchor: string | undefined; tag: string | undefined } {
    let anchor: string | undefined;
    let tag: string | undefined;
    for (;;) {
      const token = this.#scanner.peek();
      if (token.kind === 'anchor' && anchor === undefined) {
        anchor = token.text;
        this.#anchors.add(anchor);
      } else if (token.kind === 'tag' && tag === undefined) tag = this.#resolveTag(token);
      else return { anchor, tag };
      this.#scanner.next();
    }
  }

  #resolveTag(token: Token): string {
    const handle = /^![^!]*!/.exec(token.text)?.[0];
    if (handle === undefined || handle === '!!') return token.text;
    const prefix = this.#handles.get(handle);
    if (prefix === undefined) {
      this.#scanner.cursor.failParse('found undefined tag handle', token.start, token.start);
    }
    return `!<${prefix}${token.text.slice(handle.length)}>`;
  }

  #nodeUnless(ends: ReadonlySet<TokenKind>, block: boolean, indentless: boolean): void {
    const token = this.#scanner.peek();
    if (ends.has(token.kind)) this.#empty(token.start, block ? 'plain' : 'emptyInFlow');
    else this.#node(block, indentless);
  }

  #blockSequence(): void {
    const { start } = this.#scanner.next();
    while (this.#at('blockEntry')) {
      this.#scanner.next();
      this.#nodeUnless(entryEnds, true, false);
    }
    const token = this.#scanner.peek();
    if (token.kind !== 'blockEnd') {
      this.#scanner.cursor.failParse(
        "did not find expected '-' indicator",
        start,
        token.start,
        "give every '- ' of the list the same indentation",
      );
    }
    this.#scanner.next();
  }

  /** A list whose dashes stand in the column of the key above. */
  #indentlessSequence(): void {
    while (this.#at('blockEntry')) {
      this.#scanner.next();
      this.#nodeUnless(indentlessEnds, true, false);
    }
  }

  #blockMapping(): void {
    const { start } = this.#scanner.next();
    while (this.#at('key')) {
      this.#scanner.next();
      this.#nodeUnless(pairEnds, true, true);
      if (this.#at('value')) {
        this.#scanner.next();
        this.#nodeUnless(pairEnds, true, true);
      } else {
        this.#empty(this.#scanner.peek().start);
      }
    }
    const token = this.#scanner.peek();
    if (token.kind !== 'blockEnd') {
      this.#scanner.cursor.failParse(
        'did not find expected key',
        start,
        token.start,
        'give every key of the mapping the same indentation, and check the quotes above',
      );
    }
    this.#scanner.next();
  }

  #flowSequence(): void {
    const { start } = this.#scanner.next();
    for (let first = true; !this.#at('flowSequenceEnd'); first = false) {
      if (!first) {
        this.#flowEntry("did not find expected ',' or ']'", start);
        if (this.#at('flowSequenceEnd')) break;
      }
      const token = this.#scanner.peek();
      if (token.kind !== 'key') {
        this.#node(false, false);
        continue;
      }
      // A pair in a list is a mapping of its own.
      const none = { anchor: undefined, tag: undefined };
      this.#events.push({ kind: 'mapping', start: token.start, ...none });
      this.#scanner.next();
      this.#nodeUnless(flowKeyEnds, false, false);
      this.#flowValue();
      this.#events.push({ kind: 'end', start: this.#scanner.peek().start });
    }
    this.#scanner.next();
  }

  #flowMapping(): void {
    const { start } = this.#scanner.next();
    for (let first = true; !this.#at('flowMappingEnd'); first = false) {
      if (!first) {
        this.#flowEntry("did not find expected ',' or '}'", start);
        if (this.#at('flowMappingEnd')) break;
      }
      if (this.#at('key')) {
        this.#scanner.next();
        this.#nodeUnless(flowKeyEnds, false, false);
        this.#flowValue();
      } else {
        this.#node(false, false);
        this.#empty(this.#scanner.peek().start, 'emptyInFlow');
      }
    }
    this.#scanner.next();
  }

  #flowEntry(reason: string, start: Mark): void {
    const token = this.#scanner.peek();
    if (token.kind !== 'flowEntry') {
      this.#scanner.cursor.failParse(
        reason,
        start,
        token.start,
        'close the bracket, and put a comma between entries',
      );
    }
    this.#scanner.next();
  }

  #flowValue(): void {
    if (this.#at('value')) {
      this.#scanner.next();
      this.#nodeUnless(flowKeyEnds, false, false);
    } else {
      this.#empty(this.#scanner.peek().start, 'emptyInFlow');
    }
  }
}
