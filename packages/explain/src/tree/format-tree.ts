import type { JsonObject } from '@fluxts/base';
import type { TreeNode } from './tree.ts';

/** Draws a tree with lines, a node `Kind/namespace/name`. */
export function formatTree(root: TreeNode): string {
  const lines = [label(root)];
  draw(root.children, '', lines);
  return `${lines.join('\n')}\n`;
}

function draw(nodes: readonly TreeNode[], margin: string, lines: string[]): void {
  for (const [index, node] of nodes.entries()) {
    const last = index === nodes.length - 1;
    lines.push(`${margin}${last ? '└── ' : '├── '}${label(node)}`);
    draw(node.children, `${margin}${last ? '    ' : '│   '}`, lines);
  }
}

/** A tree as the values that `-o json|yaml` prints: `resource`, and `resources` below it. */
export function treeValue(node: TreeNode): JsonObject {
  return {
    resource: {
      GroupKind: { Group: node.group, Kind: node.kind },
      Name: node.name,
      Namespace: node.namespace ?? '',
    },
    ...(node.children.length === 0 ? {} : { resources: node.children.map(treeValue) }),
  };
}

function label({ kind, namespace, name }: TreeNode): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}
