import type { PolicyRule } from './rules.ts';

/** How many single grants a role may break down into before its check is refused as too large. */
const maxGrants = 20_000;

/**
 * Which of the wanted rules somebody who owns `owned` does not hold himself: nobody may hand out more
 * than he has. Rules are compared grant by grant (one verb, group, resource and name each), so that
 * several owned rules can cover one wanted rule together.
 * @returns the grants that are missing, one rule each; all wanted rules if there are too many to compare
 */
export function missingRules(
  owned: readonly PolicyRule[],
  wanted: readonly PolicyRule[],
): readonly PolicyRule[] {
  let grants = 0;
  for (const rule of wanted) grants += countGrants(rule);
  if (grants > maxGrants) return wanted;
  const missing: PolicyRule[] = [];
  for (const rule of wanted) {
    for (const grant of breakDown(rule)) {
      if (!owned.some((candidate) => coversGrant(candidate, grant))) missing.push(grant);
    }
  }
  return missing;
}

function countGrants(rule: PolicyRule): number {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const onResources = apiGroups.length * resources.length * Math.max(1, resourceNames.length);
  return verbs.length * (onResources + nonResourceURLs.length);
}

function* breakDown(rule: PolicyRule): Iterable<PolicyRule> {
  for (const group of rule.apiGroups) {
    for (const resource of rule.resources) {
      for (const verb of rule.verbs) {
        const grant = {
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          nonResourceURLs: [],
        };
        if (rule.resourceNames.length === 0) yield { ...grant, resourceNames: [] };
        for (const name of rule.resourceNames) yield { ...grant, resourceNames: [name] };
      }
    }
  }
  for (const url of rule.nonResourceURLs) {
    for (const verb of rule.verbs) {
      yield {
        verbs: [verb],
        apiGroups: [],
        resources: [],
        resourceNames: [],
        nonResourceURLs: [url],
      };
    }
  }
}

function coversGrant(owned: PolicyRule, grant: PolicyRule): boolean {
  const covers = (list: readonly string[], wanted: readonly string[]): boolean =>
    list.includes('*') || wanted.every((item) => list.includes(item));
  return (
    covers(owned.verbs, grant.verbs) &&
    covers(owned.apiGroups, grant.apiGroups) &&
    grant.resources.every((resource) => coversResource(owned.resources, resource)) &&
    (owned.resourceNames.length === 0 ||
      (grant.resourceNames.length > 0 &&
        grant.resourceNames.every((name) => owned.resourceNames.includes(name)))) &&
    grant.nonResourceURLs.every((url) => coversUrl(owned.nonResourceURLs, url))
  );
}

function coversResource(owned: readonly string[], wanted: string): boolean {
  if (owned.includes('*') || owned.includes(wanted)) return true;
  const slash = wanted.indexOf('/');
  return slash >= 0 && owned.includes(`*${wanted.slice(slash)}`);
}

function coversUrl(owned: readonly string[], wanted: string): boolean {
  return owned.some(
    (url) =>
      url === '*' || url === wanted || (url.endsWith('*') && wanted.startsWith(url.slice(0, -1))),
  );
}

/** Writes a rule as the message of an escalation error does: `{APIGroups:[""], Resources:["pods"], Verbs:["get"]}`. */
export function describeRule(rule: PolicyRule): string {
  const parts: string[] = [];
  const part = (title: string, list: readonly string[]): void => {
    if (list.length > 0)
      parts.push(`${title}:[${list.map((item) => JSON.stringify(item)).join(' ')}]`);
  };
  part('APIGroups', rule.apiGroups);
  part('Resources', rule.resources);
  part('ResourceNames', rule.resourceNames);
  part('NonResourceURLs', rule.nonResourceURLs);
  part('Verbs', rule.verbs);
  return `{${parts.join(', ')}}`;
}
