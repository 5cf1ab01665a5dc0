import { KubeError } from '../error.ts';

/** One condition of a {@link FieldSelector}. */
export interface FieldRequirement {
  /** Such as `metadata.name`. */
  readonly path: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** Conditions that must all hold; none of them selects everything. */
export type FieldSelector = readonly FieldRequirement[];

/**
 * Reads a selector as `kubectl --field-selector` takes it: `metadata.name=a,status.phase!=Running`.
 * A backslash escapes `,`, `=` and itself in a value.
 * @throws KubeError `InvalidSelector`
 */
export function parseFieldSelector(text: string): FieldSelector {
  return splitTerms(text)
    .filter((term) => term !== '')
    .map((term) => {
      const parts = /^(?<path>[^=!]*)(?<operator>!=|==|=)(?<value>[^]*)$/.exec(term)?.groups;
      const path = parts?.['path'];
      if (path === undefined || path === '') {
        throw new KubeError(
          'InvalidSelector',
          `invalid selector: '${term.slice(0, 100)}'; can't understand '${term.slice(0, 100)}'`,
          { retry: 'on-change' },
        );
      }
      return {
        path,
        operator: parts?.['operator'] === '!=' ? '!=' : '=',
        value: unescape(parts?.['value'] ?? ''),
      };
    });
}

function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === ',') {
      terms.push(text.slice(start, index));
      start = index + 1;
    }
  }
  terms.push(text.slice(start));
  return terms;
}

function unescape(value: string): string {
  if (!/^(?:[^\\,=]|\\[\\,=])*$/.test(value)) {
    throw new KubeError(
      'InvalidSelector',
      `invalid field selector value '${value.slice(0, 100)}'`,
      {
        retry: 'on-change',
      },
    );
  }
  return value.replaceAll(/\\([\\,=])/g, '$1');
}

/**
 * Whether an object meets every condition.
 * @param valueAt the object's value at a path, as the API server offers it for selection; undefined
 *   counts as empty
 */
export function matchesFields(
  selector: FieldSelector,
  valueAt: (path: string) => string | undefined,
): boolean {
  return selector.every(({ path, operator, value }) => {
    const equal = (valueAt(path) ?? '') === value;
    return operator === '=' ? equal : !equal;
  });
}

/** Writes a selector in the form that {@link parseFieldSelector} reads. */
export function formatFieldSelector(selector: FieldSelector): string {
  return selector
    .map(
      ({ path, operator, value }) => path + operator + value.replaceAll(/[\\,=]/g, String.raw`\$&`),
    )
    .join(',');
}
