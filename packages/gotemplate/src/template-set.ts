import { Budget, LimitError, type Limits } from '@fluxts/base';
import { GoTemplateError } from './error.ts';
import { compile } from './exec/compile.ts';
import { Frame, type MissingKey, type Program } from './exec/frame.ts';
import { builtinFunctions } from './functions/builtins.ts';
import type { FunctionMap } from './functions/function.ts';
import type { Delimiters } from './parse/lexer.ts';
import { isEmptyTree, type ParsedTemplate, parseTemplate } from './parse/parser.ts';
import type { GoValue } from './value/value.ts';

/** How templates of a set are parsed and run. */
export interface TemplateOptions {
  /** What the set is called where a template is not in it. */
  readonly name?: string;
  /** Functions beside those of the language, which they replace where names are the same. */
  readonly functions?: FunctionMap;
  /**
   * What a key that a map does not have is: no value at all (`invalid`, the default; Go's
   * `missingkey=default`), the zero of the map's elements (`zero`), or an error (`error`).
   */
  readonly missingKey?: MissingKey;
  readonly delimiters?: Delimiters;
}

/** How one run is bounded. */
export interface ExecuteOptions {
  readonly limits?: Limits;
  /** Takes the place of `limits` where a run is part of a larger one. */
  readonly budget?: Budget;
}

/** How deep actions and brackets may nest in a template's text. */
const parseDepth = 500;

/**
 * Templates that can call one another: Go's `template.Template`. Parsing adds to the set; running does
 * not change it, so that a set can be run any number of times, with a {@link clone} for what adds to it.
 */
export class TemplateSet {
  readonly #name: string;
  readonly #functions: FunctionMap;
  readonly #missingKey: MissingKey;
  readonly #delimiters: Delimiters;
  readonly #templates = new Map<string, ParsedTemplate>();
  readonly #programs = new Map<string, Program>();

  constructor(options: TemplateOptions = {}) {
    this.#name = options.name ?? '';
    this.#functions = { ...builtinFunctions, ...options.functions };
    this.#missingKey = options.missingKey ?? 'invalid';
    this.#delimiters = options.delimiters ?? { left: '{{', right: '}}' };
  }

  /**
   * Adds the template that a text is, and those that it defines. One of a name that the set has takes
   * its place, unless it is empty; the same text cannot define a name twice.
   * @param name names the template, and the text in errors
   * @throws GoTemplateError `Parse`, with nothing added
   */
  parse(name: string, text: string): void {
    const added = new Map<string, ParsedTemplate>();
    parseTemplate(
      { name, text },
      {
        delimiters: this.#delimiters,
        depth: parseDepth,
        isFunction: (word) => Object.hasOwn(this.#functions, word),
        add: (template, fail) => {
          const known = added.get(template.name);
          if (known === undefined || isEmptyTree(known.root)) {
            added.set(template.name, template);
          } else if (!isEmptyTree(template.root)) {
            fail(`template: multiple definition of template "${template.name}"`);
          }
        },
      },
    );
    for (const [key, template] of added) {
      if (isEmptyTree(template.root) && this.#templates.has(key)) continue;
      this.#templates.set(key, template);
      this.#programs.delete(key);
    }
  }

  /** Whether the set has a template of a name. */
  has(name: string): boolean {
    return this.#templates.has(name);
  }

  /** The names of all templates, in the order in which they were added. */
  names(): string[] {
    return [...this.#templates.keys()];
  }

  /** A set with the same templates, to which more can be added. Options replace those of this set. */
  clone(options: TemplateOptions = {}): TemplateSet {
    const copy = new TemplateSet({
      name: options.name ?? this.#name,
      functions: { ...this.#functions, ...options.functions },
      missingKey: options.missingKey ?? this.#missingKey,
      delimiters: options.delimiters ?? this.#delimiters,
    });
    for (const [name, template] of this.#templates) copy.#templates.set(name, template);
    // What is compiled holds the functions it calls.
    if (options.functions === undefined) {
      for (const [name, program] of this.#programs) copy.#programs.set(name, program);
    }
    return copy;
  }

  #program(name: string): Program | undefined {
    const known = this.#programs.get(name);
    if (known !== undefined) return known;
    const template = this.#templates.get(name);
    if (template === undefined) return undefined;
    const program = compile(template, this.#functions);
    this.#programs.set(name, program);
    return program;
  }

  /**
   * Runs a template and gives what it prints.
   * @param data what `.` and `$` are
   * @throws GoTemplateError `Execute`
   * @throws LimitError when the run takes more than its limits
   */
  execute(name: string, data: GoValue, options: ExecuteOptions = {}): string {
    const program = this.#program(name);
    if (program === undefined) {
      throw new GoTemplateError(
        'Execute',
        `template: no template "${name}" associated with template "${this.#name}"`,
      );
    }
    const output: string[] = [];
    const frame = new Frame(program, data, {
      budget: options.budget ?? new Budget(options.limits),
      missingKey: this.#missingKey,
      output,
      lookup: (other) => this.#program(other),
      setName: this.#name,
    });
    try {
      frame.budget.deeper(() => {
        program.body(frame);
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new LimitError(
        'DepthLimit',
        `template "${name}" nests deeper, or makes longer texts, than can be held`,
        {
          cause: error,
          retry: 'on-change',
        },
      );
    }
    return output.join('');
  }
}
