import {
  type Json,
  type JsonObject,
  getOwn,
  getPath,
  isObject,
  jsonClone,
  jsonEqual,
} from '@fluxts/base';
import { type LabelSelector, labelSelectorOf, matchesLabels } from '@fluxts/kube';
import { mappingsAt } from '../reading.ts';
import { rbacGroup } from '../rbac/authorizer.ts';
import type { GroupResource } from '../resource.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { isResource, nameOf } from './identity.ts';

const clusterRoles: GroupResource = { group: rbacGroup, plural: 'clusterroles' };

/** Keeps the rules of aggregated ClusterRoles equal to those of the roles that they select. */
export function roleAggregation(environment: ControllerEnvironment): Controller {
  const { storage } = environment;
  const queue = environment.queue('role-aggregation', aggregate);
  const aggregated = new Set<string>();

  async function aggregate(name: string): Promise<void> {
    const role = storage.get(clusterRoles, undefined, name);
    if (role === undefined) return;
    const rules = aggregatedRules(role, storage.list(clusterRoles).items);
    if (rules === undefined || jsonEqual(rules, getOwn(role, 'rules') ?? [])) return;
    await storage.modify(clusterRoles, undefined, name, (draft) => {
      draft['rules'] = rules;
    });
  }

  return {
    observe({ resource, object, type }) {
      if (!isResource(resource, rbacGroup, 'clusterroles')) return;
      const name = nameOf(object);
      if (type !== 'DELETED' && selectorsOf(object) !== undefined) aggregated.add(name);
      else aggregated.delete(name);
      for (const other of aggregated) queue.add(other);
    },
  };
}

/** The rules of all roles that an aggregated role selects; undefined when it aggregates nothing. */
export function aggregatedRules(role: JsonObject, all: readonly JsonObject[]): Json[] | undefined {
  const selectors = selectorsOf(role);
  if (selectors === undefined) return undefined;
  const rules: Json[] = [];
  for (const other of all) {
    if (nameOf(other) === nameOf(role)) continue;
    const found = getPath(other, 'metadata', 'labels');
    const labels = isObject(found) ? found : {};
    if (!selectors.some((selector) => matchesLabels(selector, labels))) continue;
    for (const rule of mappingsAt(other, 'rules')) {
      if (!rules.some((known) => jsonEqual(known, rule))) rules.push(jsonClone(rule));
    }
  }
  return rules;
}

function selectorsOf(role: JsonObject): readonly LabelSelector[] | undefined {
  if (getOwn(role, 'aggregationRule') === undefined) return undefined;
  const selectors: LabelSelector[] = [];
  for (const selector of mappingsAt(role, 'aggregationRule', 'clusterRoleSelectors')) {
    try {
      const parsed = labelSelectorOf(selector);
      if (parsed !== undefined) selectors.push(parsed);
    } catch {
      // A selector that is none selects nothing.
    }
  }
  return selectors;
}
