import type { AppliedEntry } from '@fluxts/apply';
import type { KustomizationObject } from '@fluxts/flux-api';
import { stringifyJson } from '@fluxts/yaml';

const maxValue = 100;
const maxDiff = 8_000;

type Change = AppliedEntry['changes'][number];

/**
 * What changed in the objects that an apply changed, a field a line: `Deployment/apps/web /spec/replicas: 1 ->
 * 3`. Values of Secrets are masked already. Where variables come from Secrets, any value may hold one, and none
 * is shown: more people read events than Secrets. Long values and long lists are cut.
 * @returns `undefined` when nothing did
 */
export function eventDiff(
  { spec }: Pick<KustomizationObject, 'spec'>,
  entries: readonly AppliedEntry[],
): string | undefined {
  const sources = spec.postBuild?.substituteFrom ?? [];
  const tell = sources.some(({ kind }) => kind === 'Secret') ? whatHappened : bothValues;
  const lines: string[] = [];
  let length = 0;
  for (const { name, changes } of entries) {
    for (const change of changes) {
      const line = `${name} ${change.path}: ${tell(change)}`;
      length += line.length + 1;
      if (length > maxDiff) return [...lines, '...'].join('\n');
      lines.push(line);
    }
  }
  return lines.length === 0 ? undefined : lines.join('\n');
}

function bothValues({ before, after }: Change): string {
  return `${show(before)} -> ${show(after)}`;
}

function whatHappened({ op }: Change): string {
  return { add: 'added', remove: 'removed', replace: 'changed' }[op];
}

function show(value: Change['before']): string {
  if (value === undefined) return 'nothing';
  const text = stringifyJson(value);
  return text.length <= maxValue ? text : `${text.slice(0, maxValue)}...`;
}
