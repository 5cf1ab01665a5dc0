import { formatPlain, sortedKeys } from '../fmt/format-value.ts';
import type { FunctionMap } from '../functions/function.ts';
import {
  type BranchNode,
  type ListNode,
  nodeText,
  type Statement,
  type TemplateNode,
} from '../parse/nodes.ts';
import type { ParsedTemplate } from '../parse/parser.ts';
import { holdsInterfaces, truth, typeOf } from '../value/types.ts';
import {
  GoFunctionValue,
  GoInt,
  GoObject,
  type GoValue,
  integerOf,
  isMap,
} from '../value/value.ts';
import { PipelineCompiler, setVariable } from './compile-pipeline.ts';
import type { Frame, Program } from './frame.ts';

/** How a statement ended: normally, or by `break` or `continue`. */
type Outcome = 'next' | 'break' | 'continue';

type Execute = (frame: Frame) => Outcome;

/** Compiles a template to a function that can run any number of times. */
export function compile(template: ParsedTemplate, functions: FunctionMap): Program {
  const body = new StatementCompiler(functions).list(template.root);
  return { name: template.name, source: template.source, body: (frame) => void body(frame) };
}

class StatementCompiler {
  readonly #pipelines: PipelineCompiler;

  constructor(functions: FunctionMap) {
    this.#pipelines = new PipelineCompiler(functions);
  }

  list(list: ListNode): Execute {
    const statements = list.nodes.map((node) => this.#statement(node));
    return (frame) => {
      for (const statement of statements) {
        const outcome = statement(frame);
        if (outcome !== 'next') return outcome;
      }
      return 'next';
    };
  }

  // oxlint-disable-next-line typescript/consistent-return -- every case returns
  #statement(node: Statement): Execute {
    switch (node.kind) {
      case 'text':
        return (frame) => {
          frame.write(node.text);
          return 'next';
        };
      case 'action': {
        const evaluate = this.#pipelines.pipeline(node.pipe);
        const prints = node.pipe.declarations.length === 0;
        return (frame) => {
          frame.budget.step();
          const value = evaluate(frame);
          if (prints) {
            frame.node = node;
            print(frame, value);
          }
          return 'next';
        };
      }
      case 'break':
      case 'continue':
        return () => node.kind;
      case 'if':
      case 'with':
        return this.#scoped(() => this.#condition(node));
      case 'range':
        return this.#scoped(() => this.#range(node));
      case 'template':
        return this.#template(node);
    }
  }

  /** Compiles what has variables of its own. */
  #scoped(compileIt: () => Execute): Execute {
    const mark = this.#pipelines.mark();
    const execute = compileIt();
    this.#pipelines.pop(mark);
    return execute;
  }

  #condition(node: BranchNode): Execute {
    const evaluate = this.#pipelines.pipeline(node.pipe);
    const then = this.#scoped(() => this.list(node.list));
    const { elseList } = node;
    const otherwise = elseList && this.#scoped(() => this.list(elseList));
    return (frame) => {
      frame.budget.step();
      const value = evaluate(frame);
      if (!truth(value)) return otherwise === undefined ? 'next' : otherwise(frame);
      return node.kind === 'if' ? then(frame) : withDot(frame, value, false, then);
    };
  }

  #template(node: TemplateNode): Execute {
    const evaluate = node.pipe && this.#pipelines.pipeline(node.pipe);
    return (frame) => {
      frame.node = node;
      const program = frame.include(node.name);
      if (program === undefined) return frame.fail(`template "${node.name}" not defined`);
      const data = evaluate?.(frame);
      frame.run(program, data, frame.output);
      return 'next';
    };
  }

  #range(node: BranchNode): Execute {
    const evaluate = this.#pipelines.commands(node.pipe);
    const { declarations, isAssignment } = node.pipe;
    const slots = this.#pipelines.targets(node.pipe);
    const body = this.#scoped(() => this.list(node.list));
    const { elseList } = node;
    const otherwise = elseList && this.#scoped(() => this.list(elseList));
    return (frame) => {
      frame.node = node;
      const value = evaluate(frame);
      if (!isAssignment) {
        slots.forEach((slot, index) => {
          setVariable(frame, slot, declarations[index], value, false);
        });
      }
      const boxed = holdsInterfaces(value);
      let ran = false;
      for (const [key, element] of elementsOf(frame, value, declarations.length)) {
        ran = true;
        frame.budget.step();
        const inner = slots.length - 1;
        if (slots.length > 1) setVariable(frame, slots[0], declarations[0], key, false);
        if (slots.length > 0) setVariable(frame, slots[inner], declarations[inner], element, boxed);
        if (withDot(frame, element, boxed, body) === 'break') break;
      }
      return ran || otherwise === undefined ? 'next' : otherwise(frame);
    };
  }
}

function withDot(frame: Frame, value: GoValue, boxed: boolean, work: Execute): Outcome {
  const { dot, dotBoxed } = frame;
  frame.dot = value;
  frame.dotBoxed = boxed;
  const outcome = work(frame);
  frame.dot = dot;
  frame.dotBoxed = dotBoxed;
  return outcome;
}

/** What `range` goes over: keys or indices with elements. */
function* elementsOf(
  frame: Frame,
  value: GoValue,
  variables: number,
): Iterable<readonly [GoValue, GoValue]> {
  const count = integerOf(value);
  if (count !== undefined) {
    if (variables > 1) {
      frame.fail(`can't use ${formatPlain(value)} to iterate over more than one variable`);
    }
    for (let index = 0n; index < count; index++) {
      yield [undefined, value instanceof GoInt ? new GoInt(value.kind, index) : index];
    }
  } else if (Array.isArray(value)) {
    // The length is that at the beginning, as in Go.
    const { length } = value;
    for (let index = 0; index < length; index++) yield [BigInt(index), value[index] ?? null];
  } else if (value instanceof Uint8Array) {
    for (const [index, byte] of value.entries()) {
      yield [BigInt(index), new GoInt('uint8', BigInt(byte))];
    }
  } else if (value instanceof GoObject && value.kind === 'map') {
    yield* value.entries();
  } else if (isMap(value)) {
    for (const key of sortedKeys(value)) yield [key, value[key] ?? null];
  } else if (value !== undefined && value !== null) {
    frame.fail(`range can't iterate over ${formatPlain(value, frame.budget)}`);
  }
}

/** Writes a value as an action does. */
function print(frame: Frame, value: GoValue): void {
  if (typeof value === 'string') {
    frame.write(value);
  } else if (value === undefined || value === null) {
    frame.write('<no value>');
  } else if (value instanceof GoFunctionValue) {
    const shown = frame.node === undefined ? '' : nodeText(frame.node);
    frame.fail(`can't print ${shown} of type ${typeOf(value)}`);
  } else {
    const text = formatPlain(value, frame.budget);
    frame.output.push(text);
  }
}
