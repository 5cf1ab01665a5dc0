import {
  defaultLimits,
  isObject,
  type Json,
  type JsonArray,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { YamlError, type YamlErrorCode } from './error.ts';
import { lineAt } from './position.ts';
import type { ParseOptions } from './parse.ts';
import { type Dialect, resolvePlain } from './scalar.ts';
import { resolveTagged } from './tag.ts';

type ScalarEvent = Extract<Event, { type: 4 }>;

interface Anchored {
  readonly value: Json;
  /** How many values a copy makes. */
  readonly nodes: number;
}

/** The values that aliases may make in one text; go-yaml draws its line at the same height. */
const maxAliasNodes = 400_000;

/** Makes the values of one text from its events, document by document. */
export class ValueBuilder {
  readonly #source: string;
  readonly #events: readonly Event[];
  readonly #file: string | undefined;
  readonly #dialect: Dialect;
  readonly #lastKeyWins: boolean;
  readonly #maxNodes: number;
  readonly #maxDepth: number;
  #at = 0;
  #nodes = 0;
  #aliasNodes = 0;
  #depth = 0;
  #anchors = new Map<string, Anchored | 'open'>();
  // Lines are counted on from the last question, so that a text of many documents is read once.
  #lineOffset = 0;
  #line = 1;

  constructor(source: string, events: readonly Event[], options: ParseOptions) {
    const limits = options.limits ?? defaultLimits;
    this.#source = source;
    this.#events = events;
    this.#file = options.file;
    this.#dialect = options.dialect ?? 'sigs';
    this.#lastKeyWins = options.duplicateKeys === 'last';
    this.#maxNodes = limits.steps;
    this.#maxDepth = limits.depth;
  }

  /** Whether all documents have been read. */
  get atEnd(): boolean {
    return this.#at >= this.#events.length;
  }

  /** Reads the next document. */
  document(): { value: Json; line: number } {
    this.#at++;
    this.#anchors = new Map();
    const line = this.#documentLine();
    const value = this.#value();
    this.#at++;
    return { value, line };
  }

  #documentLine(): number {
    const event = this.#events[this.#at];
    const offset = event === undefined ? -1 : startOf(event);
    if (offset > this.#lineOffset) {
      this.#line += countBreaks(this.#source, this.#lineOffset, offset);
      this.#lineOffset = offset;
    }
    return this.#line;
  }

  #value(): Json {
    const event = this.#events[this.#at++] as Event;
    if (++this.#nodes > this.#maxNodes) {
      this.#fail('TooLarge', event, 'document holds too many values');
    }
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event);
      case EVENT_ID.ALIAS:
        return this.#alias(event);
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const name = this.#anchorName(event);
        if (name !== undefined) this.#anchors.set(name, 'open');
        const before = this.#nodes;
        this.#depth++;
        const value = event.type === EVENT_ID.MAPPING ? this.#mapping() : this.#sequence();
        this.#depth--;
        this.#at++;
        if (name !== undefined) this.#anchors.set(name, { value, nodes: this.#nodes - before + 1 });
        return value;
      }
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
      default:
        return this.#fail('Syntax', event, 'did not find expected node content');
    }
  }

  #atPop(): boolean {
    return this.#events[this.#at]?.type === EVENT_ID.POP;
  }

  #sequence(): JsonArray {
    const items: JsonArray = [];
    while (!this.#atPop()) items.push(this.#value());
    return items;
  }

  #mapping(): JsonObject {
    const object: JsonObject = {};
    const merges: JsonObject[] = [];
    while (!this.#atPop()) {
      const event = this.#events[this.#at] as Event;
      if (this.#isMergeKey(event)) {
        this.#at++;
        merges.push(...this.#mergeSources(event));
        continue;
      }
      const key = this.#key(event);
      if (!this.#lastKeyWins && Object.hasOwn(object, key)) {
        this.#fail(
          'DuplicateKey',
          event,
          `mapping key "${key}" already defined`,
          `remove one of the two '${key}'`,
        );
      }
      setOwn(object, key, this.#value());
    }
    // What is written out wins over what is merged in, and an earlier merge over a later one.
    for (const source of merges) {
      for (const key of Object.keys(source)) {
        if (!Object.hasOwn(object, key)) setOwn(object, key, source[key] as Json);
      }
    }
    return object;
  }

  #isMergeKey(event: Event): boolean {
    return (
      event.type === EVENT_ID.SCALAR &&
      event.style === SCALAR_STYLE.PLAIN &&
      event.valueEnd - event.valueStart === 2 &&
      event.tagStart < 0 &&
      this.#source.startsWith('<<', event.valueStart)
    );
  }

  #mergeSources(key: Event): JsonObject[] {
    const value = this.#value();
    const sources = Array.isArray(value) ? value : [value];
    return sources.map((source) =>
      isObject(source)
        ? source
        : this.#fail(
            'InvalidMerge',
            key,
            'map merge requires map or sequence of maps as the value',
          ),
    );
  }

  #key(event: Event): string {
    const key = this.#value();
    if (typeof key === 'string') return key;
    if (key === null || typeof key === 'object' || this.#dialect === 'kyaml') {
      return this.#fail(
        'InvalidKey',
        event,
        `invalid map key: ${typeof key === 'object' ? 'not a string' : String(key)}`,
        'keys must be strings: put the key in quotes',
      );
    }
    return String(key);
  }

  #scalar(event: ScalarEvent): Json {
    const text = getScalarValue(this.#source, event);
    let value: Json;
    if (event.tagStart >= 0) {
      const tag = this.#source.slice(event.tagStart, event.tagEnd);
      const plain = event.style === SCALAR_STYLE.PLAIN;
      const resolved = resolveTagged(tag, text, plain, this.#dialect);
      if (resolved === undefined) {
        this.#fail('InvalidTag', event, `cannot decode \`${text.slice(0, 40)}\` as a ${tag}`);
      }
      value = resolved as Json;
    } else {
      value = event.style === SCALAR_STYLE.PLAIN ? resolvePlain(text, this.#dialect) : text;
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#fail(
        'UnsupportedValue',
        event,
        `unsupported value: ${text}`,
        'JSON has neither infinity nor NaN',
      );
    }
    const name = this.#anchorName(event);
    if (name !== undefined) this.#anchors.set(name, { value, nodes: 1 });
    return value;
  }

  #alias(event: Extract<Event, { type: 5 }>): Json {
    const name = this.#source.slice(event.anchorStart, event.anchorEnd);
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      return this.#fail('UnknownAnchor', event, `unknown anchor '${name}' referenced`);
    }
    if (anchored === 'open') {
      return this.#fail('RecursiveAnchor', event, `anchor '${name}' value contains itself`);
    }
    this.#nodes += anchored.nodes;
    this.#aliasNodes += anchored.nodes;
    if (this.#aliasNodes > maxAliasNodes) {
      return this.#fail('ExcessiveAliasing', event, 'document contains excessive aliasing');
    }
    return this.#copy(anchored.value, event, this.#depth);
  }

  #copy(value: Json, event: Event, depth: number): Json {
    if (typeof value !== 'object' || value === null) return value;
    // Aliases of aliases nest deeper than the text does.
    if (depth >= this.#maxDepth) return this.#fail('TooDeep', event, 'exceeded max depth');
    if (Array.isArray(value)) return value.map((item) => this.#copy(item, event, depth + 1));
    const copy: JsonObject = {};
    for (const key of Object.keys(value)) {
      setOwn(copy, key, this.#copy(value[key] as Json, event, depth + 1));
    }
    return copy;
  }

  #anchorName(event: Exclude<Event, { type: 1 | 6 }>): string | undefined {
    return event.anchorStart < 0
      ? undefined
      : this.#source.slice(event.anchorStart, event.anchorEnd);
  }

  #fail(code: YamlErrorCode, event: Event, reason: string, mend?: string): never {
    const offset = Math.max(0, startOf(event));
    const { line, column } = lineAt(this.#source, offset);
    throw new YamlError(code, `yaml: line ${line}: ${reason}`, {
      line,
      column,
      ...(this.#file === undefined ? {} : { file: this.#file }),
      ...(mend === undefined ? {} : { mend }),
    });
  }
}

/** Where an event's content begins; -1 if it has none of its own. */
export function startOf(event: Event): number {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      // Inside the quote, for a quoted one.
      return event.style === SCALAR_STYLE.SINGLE_QUOTED ||
        event.style === SCALAR_STYLE.DOUBLE_QUOTED
        ? event.valueStart - 1
        : event.valueStart;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.POP:
    default:
      return -1;
  }
}

function countBreaks(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = source.indexOf('\n', from); at >= 0 && at < to; at = source.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}
