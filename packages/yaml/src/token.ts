import type { Mark } from './cursor.ts';

/** What the scanner finds. `blockEnd` and the block starts come from indentation. */
export type TokenKind =
  | 'streamEnd'
  | 'versionDirective'
  | 'tagDirective'
  | 'documentStart'
  | 'documentEnd'
  | 'blockSequenceStart'
  | 'blockMappingStart'
  | 'blockEnd'
  | 'flowSequenceStart'
  | 'flowSequenceEnd'
  | 'flowMappingStart'
  | 'flowMappingEnd'
  | 'blockEntry'
  | 'flowEntry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** How a scalar is written. `emptyInFlow` is one that is not written at all, within brackets. */
export type ScalarStyle = 'plain' | 'quoted' | 'literal' | 'folded' | 'emptyInFlow';

/** A token and where it begins. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: Mark;
  /** The text of scalars, anchors, aliases, tags and directives. */
  readonly text: string;
  /** `plain` for all that are no scalars. */
  readonly style: ScalarStyle;
}
