import { type Budget, LimitError } from '@fluxts/base';
import { GoTemplateError } from '../error.ts';
import type { Run } from '../functions/function.ts';
import { type Node, nodeText } from '../parse/nodes.ts';
import type { Source } from '../parse/parser.ts';
import type { GoValue } from '../value/value.ts';

/** What a key that is not there in a map means. */
export type MissingKey = 'invalid' | 'zero' | 'error';

/** A run's state while one template is carried out. Compiled templates are functions of it. */
export class Frame implements Run {
  readonly budget: Budget;
  readonly missingKey: MissingKey;
  readonly output: string[];
  readonly variables: GoValue[] = [];
  /** By variable: whether its type is an interface, as that of a list's element is. */
  readonly boxed: boolean[] = [];
  dot: GoValue;
  dotBoxed = false;
  /** What is being evaluated: what an error will be about. */
  node: Node | undefined;
  readonly #template: string;
  readonly #source: Source;
  readonly #lookup: (name: string) => Program | undefined;
  readonly #setName: string;

  constructor(
    program: Program,
    data: GoValue,
    shared: Pick<Frame, 'budget' | 'missingKey' | 'output'> & {
      readonly lookup: (name: string) => Program | undefined;
      readonly setName: string;
    },
  ) {
    this.budget = shared.budget;
    this.missingKey = shared.missingKey;
    this.output = shared.output;
    this.#lookup = shared.lookup;
    this.#setName = shared.setName;
    this.#template = program.name;
    this.#source = program.source;
    this.dot = data;
    this.variables.push(data);
    this.boxed.push(false);
  }

  /** Appends to the output. @throws LimitError */
  write(text: string): void {
    this.budget.bytes(text.length);
    this.output.push(text);
  }

  /** Ends the run with Go's message about the current node. */
  fail(message: string, cause?: unknown): never {
    const node = this.node;
    const { name, text } = this.#source;
    const before = text.slice(0, node?.at ?? 0);
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = before.split('\n').length;
    const column = Buffer.byteLength(before.slice(lineStart));
    const context = node === undefined ? '' : nodeText(node);
    throw new GoTemplateError(
      'Execute',
      `template: ${name}:${line}:${column}: executing "${this.#template}" at <${context}>: ${message}`,
      {
        place: { file: name, line, column: column + 1 },
        ...(cause === undefined ? {} : { cause }),
      },
    );
  }

  /** Another template of the set, to be run with {@link run}; `undefined` if there is none. */
  include(name: string): Program | undefined {
    return this.#lookup(name);
  }

  /** Carries out a template within this run. */
  run(program: Program, data: GoValue, output: string[]): void {
    const shared = {
      budget: this.budget,
      missingKey: this.missingKey,
      output,
      lookup: this.#lookup,
      setName: this.#setName,
    };
    this.budget.deeper(() => {
      program.body(new Frame(program, data, shared));
    });
  }

  execute(name: string, data: GoValue): string {
    const program = this.#lookup(name);
    if (program === undefined) {
      throw new GoTemplateError(
        'Execute',
        `template: no template "${name}" associated with template "${this.#setName}"`,
      );
    }
    const output: string[] = [];
    this.run(program, data, output);
    return output.join('');
  }
}

/** A compiled template. */
export interface Program {
  readonly name: string;
  readonly source: Source;
  readonly body: (frame: Frame) => void;
}

/** Whether an error must end the whole run as it is: limits are no errors of the template. */
export function isFatal(error: unknown): boolean {
  return error instanceof LimitError || error instanceof RangeError;
}
