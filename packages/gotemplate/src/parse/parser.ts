import { GoTemplateError } from '../error.ts';
import { quote } from '../fmt/quote.ts';
import { type Delimiters, lex, type Token, tokenText, type TokenType } from './lexer.ts';
import { parseCharacter, parseComplex, parseNumber, unquote } from './literals.ts';
import {
  type BranchNode,
  type CommandNode,
  type ListNode,
  nodeText,
  type NumberNode,
  type PathNode,
  type PipeNode,
  type Statement,
  type TemplateNode,
  type Term,
} from './nodes.ts';

/** A text that templates were parsed from. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A parsed template. */
export interface ParsedTemplate {
  readonly name: string;
  readonly source: Source;
  readonly root: ListNode;
}

/** How a text is parsed. */
export interface ParseOptions {
  readonly delimiters: Delimiters;
  /** How deep actions and brackets may nest. */
  readonly depth: number;
  readonly isFunction: (name: string) => boolean;
  /** Called with each template when it ends, so that a second one of a name can be refused. */
  readonly add: (template: ParsedTemplate, fail: (message: string) => never) => void;
}

interface End {
  readonly kind: 'end' | 'else';
  readonly at: number;
}

function isEnd(node: Statement | End): node is End {
  return node.kind === 'end' || node.kind === 'else';
}

/** Whether a template has nothing but white space, so that another one may take its name. */
export function isEmptyTree(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === 'text' && node.text.trim() === '');
}

/**
 * Parses a text: the template of its own name and those it defines.
 * @throws GoTemplateError `Parse`
 */
export function parseTemplate(source: Source, options: ParseOptions): void {
  new Parser(source, options).run();
}

class Parser {
  readonly #source: Source;
  readonly #options: ParseOptions;
  readonly #tokens: readonly Token[];
  #next = 0;
  /** The token furthest in, whose line errors name. */
  #furthest = 0;
  #variables: string[] = ['$'];
  #actionAt: number | undefined;
  #ranges = 0;
  #depth = 0;

  constructor(source: Source, options: ParseOptions) {
    this.#source = source;
    this.#options = options;
    this.#tokens = lex(source.text, options.delimiters, options.isFunction);
  }

  run(): void {
    const nodes: Statement[] = [];
    while (this.#peek().type !== 'eof') {
      if (this.#peek().type === 'left') {
        const start = this.#next;
        this.#take();
        if (this.#takeWord().type === 'define') {
          this.#definition();
          continue;
        }
        this.#next = start;
      }
      const node = this.#textOrAction();
      if (isEnd(node)) {
        this.#fail(`unexpected {{${node.kind}}}`);
      }
      nodes.push(node);
    }
    this.#add(this.#source.name, { kind: 'list', at: 0, nodes });
  }

  #add(name: string, root: ListNode): void {
    this.#options.add({ name, source: this.#source, root }, (message) => this.#fail(message));
  }

  #line(at: number): number {
    let line = 1;
    let from = this.#source.text.indexOf('\n');
    while (from >= 0 && from < at) {
      line++;
      from = this.#source.text.indexOf('\n', from + 1);
    }
    return line;
  }

  #fail(message: string): never {
    const line = this.#line(this.#tokens[this.#furthest]?.at ?? 0);
    throw new GoTemplateError('Parse', `template: ${this.#source.name}:${line}: ${message}`, {
      place: { file: this.#source.name, line },
    });
  }

  #unexpected(token: Token, context: string): never {
    if (token.type !== 'error') this.#fail(`unexpected ${tokenText(token)} in ${context}`);
    let extra = '';
    if (this.#actionAt !== undefined && this.#line(this.#actionAt) !== this.#line(token.at)) {
      extra = ` in action started at ${this.#source.name}:${this.#line(this.#actionAt)}`;
      if (token.text.endsWith(' action')) extra = extra.slice(' in action'.length);
    }
    this.#fail(token.text + extra);
  }

  #peek(): Token {
    this.#furthest = Math.max(this.#furthest, this.#next);
    return this.#tokens[this.#next] ?? { type: 'eof', text: '', at: this.#source.text.length };
  }

  #take(): Token {
    const token = this.#peek();
    if (this.#next < this.#tokens.length) this.#next++;
    return token;
  }

  #peekWord(): Token {
    while (this.#peek().type === 'space') this.#next++;
    return this.#peek();
  }

  #takeWord(): Token {
    this.#peekWord();
    return this.#take();
  }

  #expect(type: TokenType, context: string): Token {
    const token = this.#takeWord();
    if (token.type !== type) this.#unexpected(token, context);
    return token;
  }

  #deeper<T>(message: string, work: () => T): T {
    if (this.#depth >= this.#options.depth) this.#fail(message);
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  /** Parses the body of another template, which sees none of the variables around it. */
  #ownScope(name: string, context: string): void {
    const outer = [this.#variables, this.#actionAt, this.#ranges] as const;
    this.#variables = ['$'];
    this.#actionAt = undefined;
    this.#ranges = 0;
    const [root, end] = this.#list();
    if (end.kind !== 'end') this.#fail(`unexpected {{else}} in ${context}`);
    this.#add(name, root);
    [this.#variables, this.#actionAt, this.#ranges] = outer;
  }

  #definition(): void {
    const context = 'define clause';
    const token = this.#takeWord();
    const name = this.#templateName(token, context);
    this.#expect('right', context);
    this.#ownScope(name, context);
  }

  #templateName(token: Token, context: string): string {
    if (token.type !== 'string' && token.type !== 'rawString') this.#unexpected(token, context);
    return unquote(token.text) ?? this.#fail('invalid syntax');
  }

  #list(): [ListNode, End] {
    return this.#deeper('max nesting depth exceeded', () => {
      const at = this.#peekWord().at;
      const nodes: Statement[] = [];
      while (this.#peekWord().type !== 'eof') {
        const node = this.#textOrAction();
        if (isEnd(node)) {
          return [{ kind: 'list', at, nodes }, node];
        }
        nodes.push(node);
      }
      return this.#fail('unexpected EOF');
    });
  }

  #textOrAction(): Statement | End {
    const token = this.#takeWord();
    if (token.type === 'text') return { kind: 'text', at: token.at, text: token.text };
    if (token.type !== 'left') this.#unexpected(token, 'input');
    this.#actionAt = token.at;
    const node = this.#action();
    this.#actionAt = undefined;
    return node;
  }

  #action(): Statement | End {
    const token = this.#peekWord();
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
    switch (token.type) {
      case 'block':
        this.#take();
        return this.#block();
      case 'break':
      case 'continue':
        this.#take();
        return this.#jump(token.type, token.at);
      case 'else':
        this.#take();
        return this.#else();
      case 'end':
        this.#take();
        return { kind: 'end', at: this.#expect('right', 'end').at };
      case 'if':
      case 'range':
      case 'with':
        this.#take();
        return this.#branch(token.type);
      case 'template':
        this.#take();
        return this.#template();
      default:
        return { kind: 'action', at: token.at, pipe: this.#pipeline('command', 'right') };
    }
  }

  #jump(kind: 'break' | 'continue', at: number): Statement {
    const token = this.#takeWord();
    if (token.type !== 'right') this.#unexpected(token, `{{${kind}}}`);
    if (this.#ranges === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, at };
  }

  #else(): End {
    const token = this.#peekWord();
    // `{{else if …}}` is `{{else}}{{if …}}`: the keyword is left for the branch to see.
    if (token.type === 'if' || token.type === 'with') return { kind: 'else', at: token.at };
    return { kind: 'else', at: this.#expect('right', 'else').at };
  }

  #branch(kind: 'if' | 'with' | 'range'): BranchNode {
    const variables = this.#variables.length;
    const pipe = this.#pipeline(kind, 'right');
    if (kind === 'range') this.#ranges++;
    const [list, end] = this.#list();
    if (kind === 'range') this.#ranges--;
    let elseList: ListNode | undefined;
    if (end.kind === 'else') elseList = this.#otherwise(kind, end.at);
    this.#variables.length = variables;
    return { kind, at: pipe.at, pipe, list, elseList };
  }

  #otherwise(kind: 'if' | 'with' | 'range', at: number): ListNode {
    if (kind !== 'range' && this.#peek().type === kind) {
      this.#take();
      const node = this.#deeper('max nesting depth exceeded', () => this.#branch(kind));
      return { kind: 'list', at, nodes: [node] };
    }
    const [list, end] = this.#list();
    if (end.kind !== 'end') this.#fail('expected end; found {{else}}');
    return list;
  }

  #block(): TemplateNode {
    const context = 'block clause';
    const token = this.#takeWord();
    const name = this.#templateName(token, context);
    const pipe = this.#pipeline(context, 'right');
    this.#ownScope(name, context);
    return { kind: 'template', at: token.at, name, pipe };
  }

  #template(): TemplateNode {
    const context = 'template clause';
    const token = this.#takeWord();
    const name = this.#templateName(token, context);
    if (this.#peekWord().type === 'right') {
      this.#take();
      return { kind: 'template', at: token.at, name, pipe: undefined };
    }
    return { kind: 'template', at: token.at, name, pipe: this.#pipeline(context, 'right') };
  }

  #pipeline(context: string, end: TokenType): PipeNode {
    const at = this.#peekWord().at;
    const declarations: PathNode[] = [];
    let isAssignment = false;
    while (this.#peekWord().type === 'variable') {
      const start = this.#next;
      const name = this.#take();
      const next = this.#peekWord();
      const isComma = next.type === 'char' && next.text === ',';
      if (next.type !== 'assign' && next.type !== 'declare' && !isComma) {
        this.#next = start;
        break;
      }
      this.#takeWord();
      declarations.push({ kind: 'variable', at: name.at, path: [name.text] });
      this.#variables.push(name.text);
      if (!isComma) {
        isAssignment = next.type === 'assign';
        break;
      }
      if (context !== 'range' || declarations.length >= 2) {
        this.#fail(`too many declarations in ${context}`);
      }
      const after = this.#peekWord().type;
      if (after !== 'variable' && after !== 'right' && after !== ')') {
        this.#fail('range can only initialize variables');
      }
    }
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#peekWord();
      if (token.type === end) {
        this.#take();
        break;
      }
      if (!startsCommand.has(token.type)) {
        this.#take();
        this.#unexpected(token, context);
      }
      commands.push(this.#command());
    }
    this.#checkPipeline(commands, context);
    return { kind: 'pipe', at, declarations, isAssignment, commands };
  }

  #checkPipeline(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.#fail(`missing value for ${context}`);
    commands.forEach((command, index) => {
      const kind = command.words[0]?.kind;
      if (index > 0 && kind !== undefined && notExecutable.has(kind)) {
        this.#fail(`non executable command in pipeline stage ${index + 1}`);
      }
    });
  }

  #command(): CommandNode {
    const at = this.#peekWord().at;
    const words: Term[] = [];
    for (;;) {
      this.#peekWord();
      const word = this.#operand();
      if (word !== undefined) words.push(word);
      const token = this.#peek();
      if (token.type === 'right' || token.type === ')') break;
      this.#take();
      if (token.type === 'pipe') break;
      if (token.type !== 'space') this.#unexpected(token, 'operand');
    }
    if (words.length === 0) this.#fail('empty command');
    return { kind: 'command', at, words };
  }

  // oxlint-disable-next-line typescript/consistent-return -- every case returns
  #operand(): Term | undefined {
    const node = this.#term();
    if (node === undefined || this.#peek().type !== 'field') return node;
    const at = this.#peek().at;
    const fields: string[] = [];
    while (this.#peek().type === 'field') fields.push(this.#take().text.slice(1));
    switch (node.kind) {
      case 'field':
      case 'variable':
        return { kind: node.kind, at, path: [...node.path, ...fields] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.#fail(`unexpected . after term ${quote(nodeText(node))}`);
      case 'identifier':
      case 'chain':
      case 'pipe':
        return { kind: 'chain', at, node, fields };
    }
  }

  #term(): Term | undefined {
    const token = this.#peekWord();
    const { at, text } = token;
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
    switch (token.type) {
      case 'identifier':
        this.#take();
        if (!this.#options.isFunction(text)) this.#fail(`function ${quote(text)} not defined`);
        return { kind: 'identifier', at, name: text };
      case 'dot':
      case 'nil':
        this.#take();
        return { kind: token.type, at };
      case 'variable':
        this.#take();
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${quote(text)}`);
        return { kind: 'variable', at, path: [text] };
      case 'field':
        this.#take();
        return { kind: 'field', at, path: [text.slice(1)] };
      case 'bool':
        this.#take();
        return { kind: 'bool', at, value: text === 'true' };
      case 'charConstant':
        this.#take();
        return this.#number(token, parseCharacter(text));
      case 'complex':
        this.#take();
        return this.#number(token, parseComplex(text));
      case 'number':
        this.#take();
        return this.#number(token, parseNumber(text));
      case '(':
        this.#take();
        return this.#deeper('max expression depth exceeded', () =>
          this.#pipeline('parenthesized pipeline', ')'),
        );
      case 'string':
      case 'rawString':
        this.#take();
        return { kind: 'string', at, text, value: unquote(text) ?? this.#fail('invalid syntax') };
      default:
        return undefined;
    }
  }

  #number(token: Token, number: ReturnType<typeof parseNumber>): NumberNode {
    if (typeof number === 'string') this.#fail(number);
    return { kind: 'number', at: token.at, text: token.text, ...number };
  }
}

const startsCommand: ReadonlySet<TokenType> = new Set<TokenType>([
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  '(',
]);

const notExecutable: ReadonlySet<Term['kind']> = new Set<Term['kind']>([
  'bool',
  'dot',
  'nil',
  'number',
  'string',
]);
