import { type Json, type JsonObject, getOwn, isObject } from '@fluxts/base';

/** One rule of a Role, with absent lists empty. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** Every right there is. */
export const everyRight: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [], nonResourceURLs: [] },
  { verbs: ['*'], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: ['*'] },
];

/** A request for something in the API, as RBAC sees it. */
export interface ResourceAttributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** `status`, `scale`, `log`, …; absent for the object itself. */
  readonly subresource?: string;
  /** Absent: cluster-wide, or all namespaces. */
  readonly namespace?: string;
  /** Absent: a whole collection. */
  readonly name?: string;
}

/** A request for a path outside the API groups, such as `/healthz`. */
export interface NonResourceAttributes {
  readonly verb: string;
  readonly path: string;
}

/** Reads the `rules` of a Role or ClusterRole; entries that are no rules are left out. */
export function readRules(role: JsonObject): readonly PolicyRule[] {
  const rules = getOwn(role, 'rules');
  if (!Array.isArray(rules)) return [];
  return rules.filter(isObject).map((rule) => ({
    verbs: strings(getOwn(rule, 'verbs')),
    apiGroups: strings(getOwn(rule, 'apiGroups')),
    resources: strings(getOwn(rule, 'resources')),
    resourceNames: strings(getOwn(rule, 'resourceNames')),
    nonResourceURLs: strings(getOwn(rule, 'nonResourceURLs')),
  }));
}

function strings(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Writes a rule as it stands in a Role, without its empty lists. */
export function ruleToJson(rule: PolicyRule): JsonObject {
  const json: JsonObject = { verbs: [...rule.verbs] };
  if (rule.apiGroups.length > 0) json['apiGroups'] = [...rule.apiGroups];
  if (rule.resources.length > 0) json['resources'] = [...rule.resources];
  if (rule.resourceNames.length > 0) json['resourceNames'] = [...rule.resourceNames];
  if (rule.nonResourceURLs.length > 0) json['nonResourceURLs'] = [...rule.nonResourceURLs];
  return json;
}

/** Says whether a rule grants a request for a resource. */
export function ruleAllows(rule: PolicyRule, request: ResourceAttributes): boolean {
  return (
    has(rule.verbs, request.verb) &&
    has(rule.apiGroups, request.group) &&
    namesResource(rule.resources, request.resource, request.subresource) &&
    (rule.resourceNames.length === 0 ||
      (request.name !== undefined && rule.resourceNames.includes(request.name)))
  );
}

/** Says whether a rule grants a request for a path. */
export function ruleAllowsPath(rule: PolicyRule, request: NonResourceAttributes): boolean {
  return (
    has(rule.verbs, request.verb) &&
    rule.nonResourceURLs.some((url) => matchesPath(url, request.path))
  );
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}

/** `pods` names pods alone, `pods/log` the log of pods, and a `*` before the slash any resource. */
function namesResource(
  resources: readonly string[],
  resource: string,
  subresource: string | undefined,
): boolean {
  if (resources.includes('*')) return true;
  if (subresource === undefined) return resources.includes(resource);
  return resources.includes(`${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}

function matchesPath(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  if (!pattern.endsWith('*')) return false;
  let end = pattern.length;
  while (pattern[end - 1] === '*') end--;
  return path.startsWith(pattern.slice(0, end));
}
