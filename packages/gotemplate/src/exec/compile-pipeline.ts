import { errorMessage } from '@fluxts/base';
import type { FunctionMap, GoFunction } from '../functions/function.ts';
import type { ChainNode, CommandNode, PathNode, PipeNode, Term } from '../parse/nodes.ts';
import { nodeText } from '../parse/nodes.ts';
import { truth } from '../value/types.ts';
import type { GoMethod, GoValue, ParameterType } from '../value/value.ts';
import { type Evaluate, idealConstant, literalArgument, validate } from './arguments.ts';
import { type Step, stepInto } from './field.ts';
import { type Frame, isFatal } from './frame.ts';

/** The value that a pipeline hands its next command; there is none for the first. */
interface Final {
  readonly value: GoValue;
}

type Command = (frame: Frame, final: Final | undefined) => GoValue;

/** Compiles pipelines. Keeps the variables in scope: a variable is a place in the frame. */
export class PipelineCompiler {
  readonly #functions: FunctionMap;
  readonly #scope: { name: string; slot: number }[] = [{ name: '$', slot: 0 }];
  #slots = 1;

  constructor(functions: FunctionMap) {
    this.#functions = functions;
  }

  /** How many variables are in scope. */
  mark(): number {
    return this.#scope.length;
  }

  /** Forgets the variables declared since a mark. */
  pop(mark: number): void {
    this.#scope.length = mark;
  }

  #declare(name: string): number {
    const slot = this.#slots++;
    this.#scope.push({ name, slot });
    return slot;
  }

  /** Where a variable is kept; `undefined` if it is not in scope. */
  #slotOf(name: string): number | undefined {
    return this.#scope.findLast((variable) => variable.name === name)?.slot;
  }

  /** The places of a pipeline's variables, declaring them unless they are assigned to. */
  targets(pipe: PipeNode): (number | undefined)[] {
    return pipe.declarations.map(({ path: [name = ''] }) =>
      pipe.isAssignment ? this.#slotOf(name) : this.#declare(name),
    );
  }

  /** A pipeline that sets its variables. */
  pipeline(pipe: PipeNode): Evaluate {
    const evaluate = this.commands(pipe);
    const slots = this.targets(pipe);
    if (slots.length === 0) return evaluate;
    return (frame) => {
      const value = evaluate(frame);
      slots.forEach((slot, index) => {
        setVariable(frame, slot, pipe.declarations[index], value, false);
      });
      return value;
    };
  }

  /** A pipeline without its variables. */
  commands(pipe: PipeNode): Evaluate {
    const commands = pipe.commands.map((command) => this.#command(command));
    const [only] = commands;
    // The result is what an interface holds: a nil in one is no value at all.
    if (only !== undefined && commands.length === 1) {
      return (frame) => {
        frame.node = pipe;
        return only(frame, undefined) ?? undefined;
      };
    }
    return (frame) => {
      frame.node = pipe;
      let final: Final | undefined;
      for (const command of commands) final = { value: command(frame, final) ?? undefined };
      return final?.value;
    };
  }

  #command(command: CommandNode): Command {
    const [first, ...args] = command.words;
    if (first === undefined) return () => undefined;
    const refuseArguments = (frame: Frame, final: Final | undefined): void => {
      if (args.length > 0 || final !== undefined) {
        frame.fail(`can't give argument to non-function ${nodeText(first)}`);
      }
    };
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
    switch (first.kind) {
      case 'field':
      case 'variable':
      case 'chain':
        return this.#path(first, args, refuseArguments);
      case 'identifier':
        return this.#function(first, command, args);
      case 'pipe': {
        const evaluate = this.pipeline(first);
        return (frame, final) => {
          refuseArguments(frame, final);
          return evaluate(frame);
        };
      }
      default:
    }
    const constant = constantOf(first);
    return (frame, final) => {
      frame.node = first;
      refuseArguments(frame, final);
      return constant(frame);
    };
  }

  /** A field, a variable, or fields of something else. */
  #path(
    node: PathNode | ChainNode,
    args: readonly Term[],
    refuseArguments: (frame: Frame, final: Final | undefined) => void,
  ): Command {
    const start = this.#pathStart(node);
    const names =
      node.kind === 'chain' ? node.fields : node.path.slice(node.kind === 'field' ? 0 : 1);
    const last = names.length - 1;
    if (last < 0) {
      return (frame, final) => {
        frame.node = node;
        const { value } = start(frame);
        refuseArguments(frame, final);
        return value;
      };
    }
    return (frame, final) => {
      frame.node = node;
      const step = start(frame);
      for (let index = 0; index < last; index++) {
        const name = names[index] ?? '';
        stepInto(frame, step, name, false, (method) =>
          this.#method(frame, method, node, name, [], undefined),
        );
      }
      const name = names[last] ?? '';
      stepInto(frame, step, name, args.length > 0 || final !== undefined, (method) =>
        this.#method(frame, method, node, name, args, final),
      );
      return step.value;
    };
  }

  #pathStart(node: PathNode | ChainNode): (frame: Frame) => Step {
    if (node.kind === 'field') return (frame) => ({ value: frame.dot, boxed: frame.dotBoxed });
    if (node.kind === 'chain') {
      if (node.node.kind === 'nil') {
        return (frame) => frame.fail(`indirection through explicit nil in ${nodeText(node)}`);
      }
      const evaluate = this.#argument(node.node, 'any', true);
      return (frame) => ({ value: evaluate(frame), boxed: false });
    }
    const [name = ''] = node.path;
    const slot = this.#slotOf(name);
    if (slot === undefined) return (frame) => frame.fail(`undefined variable: ${name}`);
    return (frame) => ({ value: frame.variables[slot], boxed: frame.boxed[slot] === true });
  }

  #method(
    frame: Frame,
    method: GoMethod,
    node: Term,
    name: string,
    args: readonly Term[],
    final: Final | undefined,
  ): GoValue {
    const definition: GoFunction = {
      parameters: method.parameters,
      rest: undefined,
      call: (_run, given) => method.call(given),
    };
    return this.#call(definition, node, name, args)(frame, final);
  }

  #function(
    first: Term & { kind: 'identifier' },
    node: Term | CommandNode,
    args: readonly Term[],
  ): Command {
    const { name } = first;
    const definition = Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
    if (definition === undefined) {
      return (frame) => {
        frame.node = first;
        return frame.fail(`"${name}" is not a defined function`);
      };
    }
    const call = this.#call(definition, node, name, args);
    return (frame, final) => {
      frame.node = first;
      return call(frame, final);
    };
  }

  #call(
    definition: GoFunction,
    node: Term | CommandNode,
    name: string,
    args: readonly Term[],
  ): Command {
    const { parameters, rest } = definition;
    const typeAt = (index: number): ParameterType => parameters[index] ?? rest ?? 'any';
    if (name === 'and' || name === 'or') return this.#shortCircuit(name, args);
    const evaluated = args.map((arg, index) => this.#argument(arg, typeAt(index)));
    const calleeName = args[0] === undefined ? '' : nodeText(args[0]);
    return (frame, final) => {
      const count = args.length + (final === undefined ? 0 : 1);
      if (count < parameters.length || (rest === undefined && count > parameters.length)) {
        const wanted =
          rest === undefined ? `${parameters.length}` : `at least ${parameters.length}`;
        const got = rest === undefined ? count : args.length;
        frame.fail(`wrong number of args for ${name}: want ${wanted} got ${got}`);
      }
      frame.budget.step();
      const values = evaluated.map((evaluate) => evaluate(frame));
      if (final !== undefined) {
        values.push(validate(frame, final.value, typeAt(args.length)));
      }
      try {
        // `call` is told what its argument is called, for its errors.
        const result = definition.call(frame, name === 'call' ? [calleeName, ...values] : values);
        // Texts are what doubles fastest, whichever function makes them.
        if (typeof result === 'string') frame.budget.bytes(result.length);
        return result;
      } catch (error) {
        if (isFatal(error)) throw error;
        frame.node = node;
        return frame.fail(`error calling ${name}: ${errorMessage(error)}`, error);
      }
    };
  }

  /** `and` and `or` evaluate no more arguments than it takes. */
  #shortCircuit(name: 'and' | 'or', args: readonly Term[]): Command {
    const evaluated = args.map((arg) => this.#argument(arg, 'value'));
    return (frame, final) => {
      if (evaluated.length === 0 && final === undefined) {
        frame.fail(`wrong number of args for ${name}: want at least 1 got 0`);
      }
      let value: GoValue;
      for (const evaluate of evaluated) {
        value = evaluate(frame);
        if (truth(value) === (name === 'or')) return value;
      }
      return final === undefined ? value : validate(frame, final.value, 'value');
    };
  }

  /** An argument of a call. `raw` leaves it as it is, for what fields are taken from. */
  #argument(term: Term, type: ParameterType, raw = false): Evaluate {
    let evaluate: Evaluate;
    switch (term.kind) {
      case 'dot':
        evaluate = (frame) => frame.dot;
        break;
      case 'field':
      case 'variable':
      case 'chain': {
        const path = this.#path(term, [], () => undefined);
        evaluate = (frame) => path(frame, undefined);
        break;
      }
      case 'pipe':
        evaluate = this.pipeline(term);
        break;
      case 'identifier': {
        const call = this.#function(term, term, []);
        evaluate = (frame) => call(frame, undefined);
        break;
      }
      case 'nil':
      case 'bool':
      case 'string':
      case 'number':
        return literalArgument(term, type);
    }
    if (raw) {
      return (frame) => {
        frame.node = term;
        return evaluate(frame);
      };
    }
    return (frame) => {
      frame.node = term;
      return validate(frame, evaluate(frame), type);
    };
  }
}

/** Sets a variable that is in scope. @throws GoTemplateError */
export function setVariable(
  frame: Frame,
  slot: number | undefined,
  node: PathNode | undefined,
  value: GoValue,
  boxed: boolean,
): void {
  if (slot === undefined) frame.fail(`undefined variable: ${node?.path[0] ?? ''}`);
  frame.variables[slot] = value;
  frame.boxed[slot] = boxed;
}

function constantOf(term: Term): Evaluate {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (term.kind) {
    case 'bool':
    case 'string': {
      const { value } = term;
      return () => value;
    }
    case 'dot':
      return (frame) => frame.dot;
    case 'number':
      return idealConstant(term);
    default:
      return (frame) => frame.fail('nil is not a command');
  }
}
