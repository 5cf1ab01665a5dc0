import { FluxtsError } from '@fluxts/base';

/**
 * Why a text could not be read:
 * - `Syntax`: it is not YAML or not JSON, or not UTF-8
 * - `DuplicateKey`: a mapping has one key twice
 * - `UnknownAnchor`, `RecursiveAnchor`: an alias names no anchor, or its own surroundings
 * - `ExcessiveAliasing`, `TooDeep`, `TooLarge`: past the limits
 * - `InvalidKey`, `InvalidMerge`, `InvalidTag`, `UnsupportedValue`: YAML that has no JSON form
 */
export type YamlErrorCode =
  | 'Syntax'
  | 'DuplicateKey'
  | 'UnknownAnchor'
  | 'RecursiveAnchor'
  | 'ExcessiveAliasing'
  | 'TooDeep'
  | 'TooLarge'
  | 'InvalidKey'
  | 'InvalidMerge'
  | 'InvalidTag'
  | 'UnsupportedValue';

/**
 * Raised for text that cannot be read. The message begins as Go's does (`yaml: line 3: mapping values
 * are not allowed in this context`) and goes on with what to change; `place` has file, line and column.
 * Only another text can help, so `retry` is `on-change`.
 */
export class YamlError extends FluxtsError<YamlErrorCode> {
  /** The part of the message that resembles go-yaml's, with neither file nor advice. */
  readonly reason: string;

  constructor(
    code: YamlErrorCode,
    reason: string,
    details: { file?: string; line?: number; column?: number; mend?: string; cause?: unknown } = {},
  ) {
    const { file, line, column, mend, cause } = details;
    super(code, `${reason}${mend === undefined ? '' : `; ${mend}`}`, {
      retry: 'on-change',
      ...(cause === undefined ? {} : { cause }),
      ...(line === undefined && file === undefined
        ? {}
        : {
            place: {
              file: file ?? '<text>',
              ...(line === undefined ? {} : { line }),
              ...(column === undefined ? {} : { column }),
            },
          }),
    });
    this.reason = reason;
  }
}
