import { type Environment, ParseError } from '@marcbachmann/cel-js';
import type { GuardedMacro } from '../cost-guard.ts';
import type {
  Checker,
  Evaluator,
  MacroCall,
  Scope,
  TreeNode,
  TypeDeclaration,
} from '../syntax-tree.ts';
import { failure } from './failure.ts';

/** What the entries of one run add up to. */
interface Accumulator {
  /** Takes the body's value for one entry. @returns true when the rest cannot change the result */
  add(value: unknown, key: unknown): boolean;
  result(): unknown;
}

/** How a macro works, beside walking the entries. */
interface Comprehension {
  /** The body is a condition: an error in one entry may be outvoted by another. */
  readonly tolerant?: boolean;
  start(): Accumulator;
  type(checker: Checker, body: TypeDeclaration, key: TypeDeclaration): TypeDeclaration;
}

/**
 * Comprehensions over keys and values, cel-go's `TwoVarComprehensions`: `all(k, v, …)`, `exists`,
 * `existsOne`, `exists_one`, `transformList`, `transformMap` and `transformMapEntry`. Of a list, the
 * key is the index.
 */
export function registerTwoVariableMacros(environment: Environment): void {
  const bool: Comprehension['type'] = (checker) => checker.getType('bool');
  const define = (name: string, comprehension: Comprehension, filtered: boolean): void => {
    const macro = (call: MacroCall): object => expand(call, name, comprehension);
    environment.registerFunction(`list.${name}(ast, ast, ast): dyn`, macro);
    if (filtered) environment.registerFunction(`list.${name}(ast, ast, ast, ast): dyn`, macro);
  };
  define('all', { tolerant: true, start: () => quantifier(false), type: bool }, false);
  define('exists', { tolerant: true, start: () => quantifier(true), type: bool }, false);
  for (const name of ['existsOne', 'exists_one']) {
    define(name, { start: countOne, type: bool }, false);
  }
  define(
    'transformList',
    { start: collectList, type: (checker, body) => checker.registry.getListType(body) },
    true,
  );
  define(
    'transformMap',
    { start: collectMap, type: (checker, body, key) => checker.registry.getMapType(key, body) },
    true,
  );
  define('transformMapEntry', { start: collectEntries, type: (_, body) => body }, true);
}

function expand(call: MacroCall, name: string, comprehension: Comprehension): object {
  const [key, value, ...rest] = call.args;
  const body = rest.at(-1);
  const filter = rest.length > 1 ? rest[0] : undefined;
  if (key?.op !== 'id' || value?.op !== 'id' || body === undefined) {
    throw new ParseError(`${name}(key, value, …) needs two variables`);
  }
  return new EntriesMacro(
    call.receiver,
    key.args as string,
    value.args as string,
    filter,
    body,
    comprehension,
  );
}

class EntriesMacro implements GuardedMacro {
  readonly async: boolean = false;
  readonly iterable: TreeNode;
  readonly filter: TreeNode | undefined;
  readonly body: TreeNode;
  charge: (items: number) => void = () => undefined;
  readonly #key: string;
  readonly #value: string;
  readonly #comprehension: Comprehension;
  #outer: Scope | undefined;
  #inner: Scope | undefined;

  constructor(
    iterable: TreeNode,
    key: string,
    value: string,
    filter: TreeNode | undefined,
    body: TreeNode,
    comprehension: Comprehension,
  ) {
    this.iterable = iterable;
    this.filter = filter;
    this.body = body;
    this.#key = key;
    this.#value = value;
    this.#comprehension = comprehension;
  }

  typeCheck(checker: Checker, _: unknown, scope: Scope): TypeDeclaration {
    const { keyType, valueType } = entryTypes(checker, this.iterable, scope);
    this.#outer = scope.forkWithVariable(this.#key, keyType);
    this.#inner = this.#outer.forkWithVariable(this.#value, valueType);
    if (this.filter !== undefined && !checker.check(this.filter, this.#inner).isDynOrBool()) {
      throw checker.createError('invalid_condition_type', 'filter must return bool', this.filter);
    }
    const body = checker.check(this.body, this.#inner);
    return this.#comprehension.type(checker, body, keyType);
  }

  evaluate(evaluator: Evaluator, _: unknown, scope: Scope): unknown {
    const entries = entriesOf(evaluator.run(this.iterable, scope));
    this.charge(entries.length + 1);
    const accumulator = this.#comprehension.start();
    let error: unknown;
    for (const [key, value] of entries) {
      const inner = this.#bind(key, value, scope, evaluator);
      if (this.filter !== undefined && evaluator.run(this.filter, inner) !== true) continue;
      try {
        if (accumulator.add(evaluator.run(this.body, inner), key)) return accumulator.result();
      } catch (thrown) {
        if (this.#comprehension.tolerant !== true) throw thrown;
        error ??= thrown;
      }
    }
    if (error !== undefined) throw error;
    return accumulator.result();
  }

  #bind(key: unknown, value: unknown, scope: Scope, evaluator: Evaluator): Scope {
    if (this.#outer === undefined || this.#inner === undefined) throw failure('unchecked macro');
    const outer = this.#outer.reuse(scope).setIterValue(key, evaluator);
    return this.#inner.reuse(outer).setIterValue(value, evaluator);
  }
}

function entryTypes(
  checker: Checker,
  iterable: TreeNode,
  scope: Scope,
): { readonly keyType: TypeDeclaration; readonly valueType: TypeDeclaration } {
  const type = checker.check(iterable, scope);
  const dyn = checker.getType('dyn');
  if (type.kind === 'dyn') return { keyType: dyn, valueType: dyn };
  if (type.kind === 'list') {
    return { keyType: checker.getType('int'), valueType: type.valueType ?? dyn };
  }
  if (type.kind === 'map')
    return { keyType: type.keyType ?? dyn, valueType: type.valueType ?? dyn };
  throw checker.createError(
    'invalid_comprehension_range',
    `Expression of type '${type.name}' cannot be range of a comprehension (must be list, map, or dynamic).`,
    iterable,
  );
}

function entriesOf(value: unknown): (readonly [unknown, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item]);
  if (value instanceof Map) return [...value];
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  throw failure('a comprehension needs a list or a map');
}

function quantifier(decisive: boolean): Accumulator {
  let result = !decisive;
  return {
    add: (value) => {
      if (typeof value !== 'boolean') throw failure('predicate must return bool');
      if (value === decisive) result = decisive;
      return value === decisive;
    },
    result: () => result,
  };
}

function countOne(): Accumulator {
  let count = 0;
  return {
    add: (value) => {
      if (typeof value !== 'boolean') throw failure('predicate must return bool');
      if (value) count++;
      return false;
    },
    result: () => count === 1,
  };
}

function collectList(): Accumulator {
  const list: unknown[] = [];
  return { add: (value) => list.push(value) < 0, result: () => list };
}

function collectMap(): Accumulator {
  const map = new Map<unknown, unknown>();
  return {
    add: (value, key) => {
      map.set(key, value);
      return false;
    },
    result: () => map,
  };
}

function collectEntries(): Accumulator {
  const map = new Map<unknown, unknown>();
  return {
    add: (value) => {
      for (const [key, item] of entriesOf(value)) {
        if (map.has(key)) throw failure(`insert failed: key ${String(key)} already exists`);
        map.set(key, item);
      }
      return false;
    },
    result: () => map,
  };
}
