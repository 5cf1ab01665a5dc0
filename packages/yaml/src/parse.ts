import { defaultLimits, type Json, type Limits } from '@fluxts/base';
import { findControlCharacter } from './characters.ts';
import { YamlError } from './error.ts';
import { EventParser } from './event-parser.ts';
import type { Event } from './events.ts';
import { lineAt } from './position.ts';
import type { Dialect } from './scalar.ts';
import { ValueBuilder } from './value-builder.ts';

/** How a text is read. */
export interface ParseOptions {
  /** Named in errors. */
  readonly file?: string;
  /** Whose rules for plain scalars; `sigs` unless given. */
  readonly dialect?: Dialect;
  /** What a key that a mapping has twice means: an error (the default), or that the last one counts. */
  readonly duplicateKeys?: 'error' | 'last';
  /** `steps` bounds the values made, `depth` their nesting, `bytes` the text (in UTF-16 units). */
  readonly limits?: Limits;
  /**
   * Mappings, by the keys that lead to them from the top (`*` is any item of a list), whose scalars
   * stay the text they are written with (`1.10` is "1.10"), nulls left out. For what is text by
   * definition, such as annotations.
   */
  readonly textIn?: readonly (readonly string[])[];
}

/** One document of a text. */
export interface YamlDocument {
  readonly value: Json;
  /** Counts all documents of the text from 0, empty ones too. */
  readonly index: number;
  /** The line, from 1, where its content begins. */
  readonly line: number;
  /** Where a null is not written at all (`key:`); kustomize tells that from a written one. */
  readonly blanks: readonly (readonly (string | number)[])[];
  /** Keys that are numbers or booleans by the rules of `kyaml`, which kustomize refuses to write. */
  readonly oddKeys: readonly (readonly (string | number)[])[];
}

/**
 * Reads the first document of a text, as Go's `yaml.Unmarshal` does; `null` if there is none. The rest
 * must be well-formed but is not looked at. Anchors are resolved by copying and merge keys (`<<`) by
 * merging, explicit keys winning, so nothing in the result is shared.
 * @param text YAML or JSON; bytes are UTF-8
 * @throws YamlError
 */
export function parse(text: string | Uint8Array, options: ParseOptions = {}): Json {
  const source = decodeText(text, options.file);
  const events = readEvents(source, options);
  return events.length === 0 ? null : new ValueBuilder(events, options).document().value;
}

/**
 * Reads every document of a text. An empty document (two `---` with nothing between, or only comments)
 * has the value `null`. See {@link parse}.
 * @throws YamlError
 */
export function parseAll(text: string | Uint8Array, options: ParseOptions = {}): YamlDocument[] {
  const source = decodeText(text, options.file);
  const builder = new ValueBuilder(readEvents(source, options), options);
  const documents: YamlDocument[] = [];
  while (!builder.atEnd) documents.push({ ...builder.document(), index: documents.length });
  return documents;
}

/** The events of a text. @throws YamlError `Syntax`, `TooDeep`, `TooLarge` */
export function readEvents(source: string, options: ParseOptions): Event[] {
  const limits = options.limits ?? defaultLimits;
  if (source.length > limits.bytes) {
    throw new YamlError('TooLarge', `yaml: text of ${source.length} characters is too large`, {
      ...(options.file === undefined ? {} : { file: options.file }),
      mend: `at most ${limits.bytes} are read`,
    });
  }
  const control = findControlCharacter(source);
  if (control >= 0) {
    throw new YamlError('Syntax', 'yaml: control characters are not allowed', {
      ...lineAt(source, control),
      ...(options.file === undefined ? {} : { file: options.file }),
      mend: 'write it as an escape in double quotes',
    });
  }
  return new EventParser(source, limits.depth, options.file).parse();
}

/** Decodes UTF-8, without its byte order mark. @throws YamlError `Syntax` for anything else */
export function decodeText(text: string | Uint8Array, file?: string): string {
  if (typeof text === 'string') return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch (error) {
    throw new YamlError('Syntax', 'yaml: invalid leading UTF-8 octet', {
      ...(file === undefined ? {} : { file }),
      mend: 'save the file as UTF-8 text',
      cause: error,
    });
  }
}
