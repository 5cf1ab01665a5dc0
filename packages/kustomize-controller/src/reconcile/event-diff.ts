import type { AppliedEntry } from '@fluxts/apply';
import { stringifyJson } from '@fluxts/yaml';

const maxValue = 100;
const maxDiff = 8_000;

/**
 * What changed in the objects that an apply changed, a field a line: `Deployment/apps/web /spec/replicas: 1 ->
 * 3`. Values of Secrets are masked already. Long values and long lists are cut.
 * @returns `undefined` when nothing did
 */
export function eventDiff(entries: readonly AppliedEntry[]): string | undefined {
  const lines: string[] = [];
  let length = 0;
  for (const { name, changes } of entries) {
    for (const { path, before, after } of changes) {
      const line = `${name} ${path}: ${show(before)} -> ${show(after)}`;
      length += line.length + 1;
      if (length > maxDiff) return [...lines, '...'].join('\n');
      lines.push(line);
    }
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}

function show(value: AppliedEntry['changes'][number]['before']): string {
  if (value === undefined) return 'nothing';
  const text = stringifyJson(value);
  return text.length <= maxValue ? text : `${text.slice(0, maxValue)}...`;
}
