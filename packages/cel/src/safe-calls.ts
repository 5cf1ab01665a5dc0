import { isTreeNode, type TreeNode } from './syntax-tree.ts';

/** Methods of the engine that are led to ours: `matches` for its expressions, the others for what is beyond ASCII. */
const replaced: ReadonlyMap<string, string> = new Map([
  ['matches', 're2Matches'],
  ['lowerAscii', 'asciiLower'],
  ['upperAscii', 'asciiUpper'],
]);

/**
 * Leads calls of methods that are unsafe or wrong in the engine to ours, as the engine lets no
 * overload be registered twice. Must run before the expression is checked.
 */
export function leadCalls(root: TreeNode): void {
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (!isTreeNode(value)) {
      for (const item of Object.values(value)) visit(item);
      return;
    }
    visit(value.meta.alternate);
    visit(value.meta.macro);
    visit(value.args);
    if (value.op !== 'rcall') return;
    const args = value.args as [string, ...unknown[]];
    args[0] = replaced.get(args[0]) ?? args[0];
  };
  visit(root);
}
