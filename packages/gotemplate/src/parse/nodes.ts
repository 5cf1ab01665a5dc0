import { quote } from '../fmt/quote.ts';

interface At {
  /** Where it begins in the template's text, in UTF-16 units. */
  readonly at: number;
}

/** `nil`, `.`, `true` or a string. */
export type Literal =
  | (At & { readonly kind: 'nil' | 'dot' })
  | (At & { readonly kind: 'bool'; readonly value: boolean })
  | (At & { readonly kind: 'string'; readonly value: string; readonly text: string });

/** A number with all the kinds that it could be. */
export interface NumberNode extends At {
  readonly kind: 'number';
  readonly text: string;
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly complex: { readonly real: number; readonly imaginary: number } | undefined;
}

/** `.a.b`, or `$x.a.b` with `$x` first. */
export interface PathNode extends At {
  readonly kind: 'field' | 'variable';
  readonly path: readonly string[];
}

/** A function's name. */
export interface IdentifierNode extends At {
  readonly kind: 'identifier';
  readonly name: string;
}

/** A term with fields after it: `(…).a.b`. */
export interface ChainNode extends At {
  readonly kind: 'chain';
  readonly node: Term;
  readonly fields: readonly string[];
}

/** Commands, each given the result of the one before. */
export interface PipeNode extends At {
  readonly kind: 'pipe';
  readonly declarations: readonly PathNode[];
  readonly isAssignment: boolean;
  readonly commands: readonly CommandNode[];
}

/** A word with its arguments. */
export interface CommandNode extends At {
  readonly kind: 'command';
  readonly words: readonly Term[];
}

/** What a command is made of. */
export type Term = Literal | NumberNode | PathNode | IdentifierNode | ChainNode | PipeNode;

/** A sequence of text and actions. */
export interface ListNode extends At {
  readonly kind: 'list';
  readonly nodes: readonly Statement[];
}

/** `if`, `with` and `range`. */
export interface BranchNode extends At {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly elseList: ListNode | undefined;
}

/** `template`, and what a `block` becomes. */
export interface TemplateNode extends At {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}

/** What stands in a list. */
export type Statement =
  | (At & { readonly kind: 'text'; readonly text: string })
  | (At & { readonly kind: 'action'; readonly pipe: PipeNode })
  | (At & { readonly kind: 'break' | 'continue' })
  | BranchNode
  | TemplateNode;

/** Everything an error can be about. */
export type Node = Statement | Term | CommandNode | ListNode;

/** Writes a node as Go's parser does in errors. */
// oxlint-disable-next-line typescript/consistent-return -- every case returns
export function nodeText(node: Node): string {
  switch (node.kind) {
    case 'nil':
      return 'nil';
    case 'dot':
      return '.';
    case 'bool':
      return String(node.value);
    case 'string':
    case 'number':
    case 'text':
      return node.text;
    case 'field':
      return node.path.map((name) => `.${name}`).join('');
    case 'variable':
      return node.path.join('.');
    case 'identifier':
      return node.name;
    case 'chain':
      return termText(node.node) + node.fields.map((name) => `.${name}`).join('');
    case 'pipe':
      return pipeText(node);
    case 'command':
      return node.words.map(termText).join(' ');
    case 'list':
      return node.nodes.map(nodeText).join('');
    case 'action':
      return `{{${pipeText(node.pipe)}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'template': {
      const pipe = node.pipe === undefined ? '' : ` ${pipeText(node.pipe)}`;
      return `{{template ${quote(node.name)}${pipe}}}`;
    }
    case 'if':
    case 'with':
    case 'range': {
      const otherwise = node.elseList === undefined ? '' : `{{else}}${nodeText(node.elseList)}`;
      return `{{${node.kind} ${pipeText(node.pipe)}}}${nodeText(node.list)}${otherwise}{{end}}`;
    }
  }
}

function termText(term: Term): string {
  return term.kind === 'pipe' ? `(${pipeText(term)})` : nodeText(term);
}

function pipeText(pipe: PipeNode): string {
  const names = pipe.declarations.map(nodeText).join(', ');
  const declarations = names === '' ? '' : `${names} ${pipe.isAssignment ? '=' : ':='} `;
  return declarations + pipe.commands.map(nodeText).join(' | ');
}
