import type { Mark } from './cursor.ts';
import type { ScalarStyle } from './token.ts';

/** Where a document, a list or a mapping begins, a scalar, an alias, or the end of the innermost of the three. */
export type Event =
  | { readonly kind: 'document' | 'end'; readonly start: Mark }
  | {
      readonly kind: 'sequence' | 'mapping';
      readonly start: Mark;
      readonly anchor: string | undefined;
      readonly tag: string | undefined;
    }
  | {
      readonly kind: 'scalar';
      readonly start: Mark;
      readonly anchor: string | undefined;
      readonly tag: string | undefined;
      readonly text: string;
      readonly style: ScalarStyle;
    }
  | { readonly kind: 'alias'; readonly start: Mark; readonly name: string };
