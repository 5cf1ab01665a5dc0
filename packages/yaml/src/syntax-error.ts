import type { YAMLException } from 'js-yaml';
import { YamlError } from './error.ts';

interface Wording {
  /** A part of the parser's own words. */
  readonly when: RegExp;
  /** go-yaml's words for the same fault. */
  readonly reason: string;
  readonly mend?: string;
}

const wordings: readonly Wording[] = [
  {
    when: /bad indentation of a mapping entry/,
    reason: 'mapping values are not allowed in this context',
    mend: "check the indentation, and quote a value that holds ': '",
  },
  {
    when: /bad indentation of a sequence entry/,
    reason: 'block sequence entries are not allowed in this context',
    mend: "give every '- ' of the list the same indentation",
  },
  {
    when: /multiline key|expected ':' after a mapping key/,
    reason: "could not find expected ':'",
    mend: "every entry of a mapping needs the form 'key: value'",
  },
  {
    when: /tab characters|deficient indentation/,
    reason: 'found character that cannot start any token',
    mend: 'indent with spaces, not tabs, and deeper than the key above',
  },
  {
    when: /within a single quoted|within a double quoted/,
    reason: 'found unexpected end of stream',
    mend: 'close the quote',
  },
  {
    when: /missed comma|within a flow collection|expected the node content/,
    reason: "did not find expected ',' or ']'",
    mend: 'close the bracket and put a comma between entries',
  },
  {
    when: /end of the stream or a document separator/,
    reason: 'did not find expected key',
    mend: 'check the indentation, and quote values that begin with one of @ ` % & * ! | > \' "',
  },
  { when: /unknown escape/, reason: 'found unknown escape character', mend: 'write \\\\ for \\' },
  { when: /non-printable|null byte|valid JSON char/, reason: 'control characters are not allowed' },
  { when: /anchor|alias/, reason: 'did not find expected alphabetic or numeric character' },
  { when: /undeclared tag|tag /, reason: 'found undefined tag handle' },
  { when: /nesting exceeded/, reason: 'exceeded max depth' },
];

/** Turns the parser's exception into ours, in go-yaml's words with the place and what to mend. */
export function syntaxError(error: YAMLException, file?: string): YamlError {
  const wording = wordings.find(({ when }) => when.test(error.reason));
  const line = (error.mark?.line ?? 0) + 1;
  return new YamlError(
    error.reason.startsWith('nesting exceeded') ? 'TooDeep' : 'Syntax',
    `yaml: line ${line}: ${wording?.reason ?? error.reason}`,
    {
      line,
      column: (error.mark?.column ?? 0) + 1,
      ...(file === undefined ? {} : { file }),
      ...(wording?.mend === undefined ? {} : { mend: wording.mend }),
    },
  );
}
