import type { CostMeter } from './cost.ts';
import { isTreeNode, type Operation, type TreeNode } from './syntax-tree.ts';

/**
 * Makes a parsed expression count its work, as the engine has no limit of its own: a loop is paid
 * for before it starts, by the number of its items and the nodes of its body; a call, by what it reads
 * and makes; a comparison, by what it compares. Must run before the expression is checked.
 * @returns the number of nodes, which is what an evaluation costs without loops
 */
export function guardCost(root: TreeNode, meter: CostMeter): number {
  return new Guard(meter).visit(root);
}

/** What a macro of ours carries so that it can be guarded. */
export interface GuardedMacro {
  readonly iterable: TreeNode;
  /** Set by the guard; called with the number of items before a loop starts. */
  charge: (items: number) => void;
}

/** Functions whose work is the product of the sizes of two operands. */
const searches: ReadonlySet<string> = new Set([
  'matches',
  're2Matches',
  'find',
  'findAll',
  'contains',
  'equivalent',
  'intersects',
]);

class Guard {
  readonly #meter: CostMeter;
  readonly #seen = new Set<object>();

  constructor(meter: CostMeter) {
    this.#meter = meter;
  }

  /** @returns the number of nodes from here down, those seen before not counted */
  visit(value: unknown): number {
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return 0;
    this.#seen.add(value);
    if (isTreeNode(value)) return this.#visitNode(value);
    let nodes = 0;
    // Arguments are nodes, lists of nodes, or records that hold some among names and functions.
    for (const item of Object.values(value)) nodes += this.visit(item);
    return nodes;
  }

  #visitNode(node: TreeNode): number {
    const { alternate, macro } = node.meta;
    if (alternate !== undefined) return 1 + this.visit(alternate);
    if (macro !== undefined) return 1 + this.#visitMacro(macro);
    const nodes = 1 + this.visit(node.args);
    switch (node.op) {
      case 'comprehension':
        this.#guardLoop(node, nodes);
        break;
      case '==':
      case '!=':
      case 'in':
        node.args = (node.args as TreeNode[]).map((operand) => this.#measured(operand));
        break;
      case 'call':
      case 'rcall':
        this.#guardOperands(node);
        this.#guardResult(node);
        break;
      case '+':
        this.#guardResult(node);
        break;
      default:
    }
    return nodes;
  }

  #visitMacro(macro: Record<string, unknown>): number {
    const nodes = this.visit({ ...macro, ast: undefined });
    if ('charge' in macro) {
      macro['charge'] = (items: number): void => this.#meter.charge(items * nodes);
    }
    return nodes;
  }

  #guardLoop(node: TreeNode, nodes: number): void {
    const args = node.args as { iterable: TreeNode };
    args.iterable = this.#around(args.iterable, (value) =>
      this.#meter.charge(itemCount(value) * nodes + 1),
    );
  }

  /** A call costs what it reads; a search costs the product of what it searches and what it looks for. */
  #guardOperands(node: TreeNode): void {
    const args = node.args as [string, ...(TreeNode | TreeNode[])[]];
    const [name] = args;
    const operands = args.slice(1).flat() as TreeNode[];
    const isSearch = searches.has(name) && operands.length > 1;
    // Of three, the first is the name that a function of a library is called on.
    const [left, right] = isSearch ? operands.slice(operands.length > 2 ? -2 : 0) : [];
    const sizes = new Map<TreeNode, number>();
    const guarded = new Map(
      operands.map((operand) => [
        operand,
        this.#around(operand, (value) => {
          this.#meter.charge(itemCount(value) / 32);
          if (operand !== left && operand !== right) return;
          sizes.set(operand, operand === right ? weightOf(value) : itemCount(value));
          if (sizes.size < 2) return;
          let product = 1;
          for (const size of sizes.values()) product *= size;
          sizes.clear();
          this.#meter.charge(product / 256);
        }),
      ]),
    );
    const replace = (operand: TreeNode): TreeNode => guarded.get(operand) ?? operand;
    node.args = args.map((part) => {
      if (typeof part === 'string') return part;
      return Array.isArray(part) ? part.map(replace) : replace(part);
    });
  }

  #measured(operand: TreeNode): TreeNode {
    return operand.op === 'value'
      ? operand
      : this.#around(operand, (value) => this.#meter.chargeSize(value));
  }

  #guardResult(node: TreeNode): void {
    const { evaluate } = node.meta;
    node.setMeta('evaluate', ((evaluator, inner, scope) => {
      const result = evaluate(evaluator, inner, scope);
      this.#meter.charge(1 + itemCount(result) / 8);
      return result;
    }) satisfies Operation['evaluate']);
  }

  /** The node within one that looks at its value. */
  #around(node: TreeNode, look: (value: unknown) => void): TreeNode {
    const operation: Operation = {
      name: 'look',
      check: (checker, outer, scope) => checker.check(outer.args as TreeNode, scope),
      evaluate: (evaluator, outer, scope) => {
        const value = evaluator.run(outer.args as TreeNode, scope);
        look(value);
        return value;
      },
    };
    return node.clone(operation, node).setMeta('async', false);
  }
}

/** How much looking for a value takes: of a pattern, repetitions count as often as they repeat. */
function weightOf(value: unknown): number {
  if (typeof value !== 'string') return itemCount(value);
  const repeats = (value.match(/\d{1,4}(?=,?\})/g) ?? []).map(Number);
  return value.length * Math.max(1, ...repeats.slice(0, 1000));
}

function itemCount(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  if (value instanceof Uint8Array) return value.length;
  return 0;
}
