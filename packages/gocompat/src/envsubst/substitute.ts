import { EnvsubstError } from './error.ts';
import { applyOperator, defaultOperators } from './functions.ts';
import { type Expression, parseTemplate, positionOf, type TemplateNode } from './parse.ts';

/** How a text is substituted. */
export interface SubstituteOptions {
  /** A variable that is not set and has no default is an error; otherwise it is empty. */
  readonly strict?: boolean;
  /** The longest text made, in UTF-16 units; 64 Mi unless given. */
  readonly maxLength?: number;
}

const variableName = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

/** Whether Flux takes a name for a variable: `^[_[:alpha:]][_[:alpha:][:digit:]]*$`. */
export function isVariableName(name: string): boolean {
  return variableName.test(name);
}

/**
 * Replaces `${…}` expressions as Flux's post-build substitution does; `$$` becomes `$`, everything else
 * stays. Functions: `${#v}`, `${v^}`, `${v^^}`, `${v,}`, `${v,,}`, `${v:n}`, `${v:n:len}`, `${v#p}`,
 * `${v##p}`, `${v%p}`, `${v%%p}`, `${v=d}`, `${v:=d}`, `${v:-d}`, `${v/a/b}`, `${v//a/b}`, `${v/#a/b}`,
 * `${v/%a/b}`. Defaults may hold expressions.
 * @param lookup the value of a variable; `undefined` if it is not set
 * @throws EnvsubstError
 */
export function substitute(
  text: string,
  lookup: (name: string) => string | undefined,
  options: SubstituteOptions = {},
): string {
  const maxLength = options.maxLength ?? 64 * 1024 * 1024;
  const evaluate = (node: TemplateNode): string => {
    if (typeof node === 'string') return node;
    const args = node.args.map(evaluate);
    const value = lookup(node.name);
    if (value === undefined && options.strict === true && !defaultOperators.has(node.operator)) {
      throw notSet(text, node);
    }
    return applyOperator(node.operator, value ?? '', args);
  };
  const parts: string[] = [];
  let length = 0;
  for (const node of parseTemplate(text)) {
    const part = evaluate(node);
    length += part.length;
    if (length > maxLength) {
      throw new EnvsubstError('BadSubstitution', 'substituted text is too large', {
        line: 1,
        column: 1,
      });
    }
    parts.push(part);
  }
  return parts.join('');
}

function notSet(text: string, node: Expression): EnvsubstError {
  return new EnvsubstError(
    'VariableNotSet',
    `variable not set (strict mode): ${JSON.stringify(node.name)}`,
    { ...positionOf(text, node.offset), variable: node.name },
  );
}
