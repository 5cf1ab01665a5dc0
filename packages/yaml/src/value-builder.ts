import {
  defaultLimits,
  isObject,
  type Json,
  type JsonArray,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { YamlError, type YamlErrorCode } from './error.ts';
import type { Event } from './events.ts';
import type { ParseOptions, YamlDocument } from './parse.ts';
import { type Dialect, resolvePlain } from './scalar.ts';
import { refold } from './refold.ts';
import { resolveTagged } from './tag.ts';
import type { ScalarStyle } from './token.ts';

type ScalarEvent = Extract<Event, { kind: 'scalar' }>;

interface Anchored {
  readonly value: Json;
  /** How many values a copy makes. */
  readonly nodes: number;
}

/** The values that aliases may make in one text; go-yaml draws its line at the same height. */
const maxAliasNodes = 400_000;

/** Makes the values of one text from its events, document by document. */
export class ValueBuilder {
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
  /** The keys and indices that lead to where the builder is. */
  readonly #path: (string | number)[] = [];
  readonly #textIn: readonly (readonly string[])[];
  #blanks: (readonly (string | number)[])[] = [];
  #oddKeys: (readonly (string | number)[])[] = [];

  constructor(events: readonly Event[], options: ParseOptions) {
    const limits = options.limits ?? defaultLimits;
    this.#events = events;
    this.#file = options.file;
    this.#dialect = options.dialect ?? 'sigs';
    this.#lastKeyWins = options.duplicateKeys === 'last';
    this.#maxNodes = limits.steps;
    this.#maxDepth = limits.depth;
    this.#textIn = options.textIn ?? [];
  }

  /** Whether all documents have been read. */
  get atEnd(): boolean {
    return this.#at >= this.#events.length;
  }

  /** Reads the next document. */
  document(): Omit<YamlDocument, 'index'> {
    this.#at++;
    this.#anchors = new Map();
    this.#blanks = [];
    this.#oddKeys = [];
    const line = (this.#events[this.#at] as Event).start.line + 1;
    const value = this.#value();
    this.#at++;
    return { value, line, blanks: this.#blanks, oddKeys: this.#oddKeys };
  }

  #value(): Json {
    const event = this.#events[this.#at++] as Event;
    if (++this.#nodes > this.#maxNodes) {
      this.#fail('TooLarge', event, 'document holds too many values');
    }
    switch (event.kind) {
      case 'scalar':
        return this.#scalar(event);
      case 'alias':
        return this.#alias(event.name, event);
      case 'mapping':
      case 'sequence': {
        const name = event.anchor;
        if (name !== undefined) this.#anchors.set(name, 'open');
        const before = this.#nodes;
        this.#depth++;
        const value = event.kind === 'mapping' ? this.#mapping() : this.#sequence();
        this.#depth--;
        this.#at++;
        if (name !== undefined) this.#anchors.set(name, { value, nodes: this.#nodes - before + 1 });
        return value;
      }
      case 'document':
      case 'end':
      default:
        return this.#fail('Syntax', event, 'did not find expected node content');
    }
  }

  #atEndOfNode(): boolean {
    return this.#events[this.#at]?.kind === 'end';
  }

  #sequence(): JsonArray {
    const items: JsonArray = [];
    while (!this.#atEndOfNode()) {
      this.#path.push(items.length);
      items.push(this.#value());
      this.#path.pop();
    }
    return items;
  }

  #mapping(): JsonObject {
    const object: JsonObject = {};
    const merges: JsonObject[] = [];
    while (!this.#atEndOfNode()) {
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
      this.#path.push(key);
      setOwn(object, key, this.#value());
      this.#path.pop();
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
      event.kind === 'scalar' &&
      event.style === 'plain' &&
      event.text === '<<' &&
      event.tag === undefined
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
    if (key === null || typeof key === 'object') {
      return this.#fail(
        'InvalidKey',
        event,
        `invalid map key: ${typeof key === 'object' ? 'not a string' : String(key)}`,
        'keys must be strings: put the key in quotes',
      );
    }
    if (this.#dialect === 'kyaml') this.#oddKeys.push([...this.#path, String(key)]);
    return String(key);
  }

  #scalar(event: ScalarEvent): Json {
    const { text, tag, style } = event;
    let value: Json;
    if (tag !== undefined) {
      const resolved = resolveTagged(tag, text, style === 'plain', this.#dialect);
      if (resolved === undefined) {
        return this.#fail(
          'InvalidTag',
          event,
          `cannot decode \`${text.slice(0, 40)}\` as a ${tag}`,
        );
      }
      value = resolved;
    } else {
      value = this.#untagged(text, style);
      if (value === null) {
        if (text === '') this.#blanks.push([...this.#path]);
      } else if (typeof value !== 'string' && this.#isText()) {
        value = text;
      }
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#fail(
        'UnsupportedValue',
        event,
        `unsupported value: ${text}`,
        'JSON has neither infinity nor NaN',
      );
    }
    if (event.anchor !== undefined) this.#anchors.set(event.anchor, { value, nodes: 1 });
    return value;
  }

  #isText(): boolean {
    const path = this.#path;
    return this.#textIn.some(
      (wanted) =>
        path.length === wanted.length + 1 &&
        wanted.every(
          (key, at) => key === path[at] || (key === '*' && typeof path[at] === 'number'),
        ),
    );
  }

  #untagged(text: string, style: ScalarStyle): Json {
    if (style === 'plain') return resolvePlain(text, this.#dialect);
    if (this.#dialect === 'sigs') return style === 'emptyInFlow' ? null : text;
    return style === 'folded' ? refold(text) : text;
  }

  #alias(name: string, event: Event): Json {
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

  #fail(code: YamlErrorCode, event: Event, reason: string, mend?: string): never {
    const { line, column } = event.start;
    throw new YamlError(code, `yaml: line ${line + 1}: ${reason}`, {
      line: line + 1,
      column: column + 1,
      ...(this.#file === undefined ? {} : { file: this.#file }),
      ...(mend === undefined ? {} : { mend }),
    });
  }
}
