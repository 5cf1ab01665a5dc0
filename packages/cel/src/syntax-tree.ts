import type { ASTNode } from '@marcbachmann/cel-js';

/*
 * The parts of the engine's syntax tree that its declarations leave out and the cost guard needs. The
 * engine's version is pinned for their sake, and the tests of the guard fail when they change.
 */

/** How a node is checked and run. */
export interface Operation {
  readonly name: string;
  check(checker: Checker, node: TreeNode, scope: Scope): unknown;
  evaluate(evaluator: Evaluator, node: TreeNode, scope: Scope): unknown;
}

/** Finds the types of nodes. */
export interface Checker {
  check(node: TreeNode, scope: Scope): TypeDeclaration;
  getType(name: string): TypeDeclaration;
  createError(code: string, message: string, node: TreeNode): Error;
  readonly registry: {
    getListType(item: TypeDeclaration): TypeDeclaration;
    getMapType(key: TypeDeclaration, value: TypeDeclaration): TypeDeclaration;
  };
}

/** A static type. */
export interface TypeDeclaration {
  readonly kind: string;
  readonly name: string;
  readonly keyType?: TypeDeclaration;
  readonly valueType?: TypeDeclaration;
  isDynOrBool(): boolean;
}

/** Runs nodes. */
export interface Evaluator {
  run(node: TreeNode, scope: Scope): unknown;
  tryEval(node: TreeNode, scope: Scope): unknown;
  debugType(value: unknown): TypeDeclaration;
}

/** The variables in sight. */
export interface Scope {
  forkWithVariable(name: string, type: TypeDeclaration): Scope;
  reuse(parent: Scope): Scope;
  setIterValue(value: unknown, evaluator: Evaluator): Scope;
}

/** A node, with what hangs on it: the expansion of a macro, its own way to run. */
export interface TreeNode {
  readonly op: string;
  args: unknown;
  readonly meta: {
    evaluate: Operation['evaluate'];
    alternate?: TreeNode;
    macro?: Record<string, unknown>;
  };
  clone(operation: Operation, args: unknown): TreeNode;
  setMeta(key: string, value: unknown): TreeNode;
}

/** What the engine hands to a macro. */
export interface MacroCall {
  readonly ast: TreeNode;
  readonly args: readonly TreeNode[];
  readonly receiver: TreeNode;
}

/** The tree of a parsed expression. */
export function treeOf(node: ASTNode): TreeNode {
  return node as unknown as TreeNode;
}

/** Whether a value met in a tree is a node. */
export function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'setMeta' in value && 'op' in value;
}
