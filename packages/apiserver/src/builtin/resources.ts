import {
  type ApiResource,
  builtinResources as known,
  builtinSchemas,
  untypedSchema,
} from '@fluxts/kube';
import { builtinBehaviour } from '../admission/behaviour.ts';
import { type KindRulesOptions, kindRules } from '../admission/kinds.ts';
import type { RbacAuthorizer } from '../rbac/authorizer.ts';
import {
  type ConnectSubresource,
  type ResourceInfo,
  type Verb,
  allVerbs,
  apiVersionOf,
  groupResourceName,
} from '../resource.ts';
import { builtinTable } from '../tables/layouts.ts';
import { servedConnects, traitsOf, unserved } from './traits.ts';

/** What the behaviours of the built-in kinds need from the server. */
export interface BuiltinOptions {
  /** Judges whether who writes a role or a binding holds the rights it gives. */
  readonly authorizer: RbacAuthorizer;
}

/**
 * Every version of every built-in resource that the server serves, CustomResourceDefinitions among
 * them. Review kinds and `serviceaccounts/token` are listed for discovery; answering them is the
 * server's.
 */
export function builtinResources(options: BuiltinOptions): readonly ResourceInfo[] {
  const rules: KindRulesOptions = { authorizer: options.authorizer };
  return known
    .filter((resource) => !unserved.has(groupResourceName(resource)))
    .map((resource) => describe(resource, rules));
}

function describe(resource: ApiResource, options: KindRulesOptions): ResourceInfo {
  const { group, version, kind, plural } = resource;
  const traits = traitsOf(resource);
  const schema = builtinSchemas.schemaOf(apiVersionOf(resource), kind) ?? untypedSchema;
  const behaviour = builtinBehaviour({
    resource: { group, version, kind },
    schema,
    rules: kindRules(resource, options),
  });
  const subresources = resource.subresources.map((sub) => sub.name);
  return {
    group,
    version,
    kind,
    plural,
    listKind: `${kind}List`,
    singular: resource.singular,
    shortNames: resource.shortNames,
    categories: resource.categories,
    namespaced: resource.namespaced,
    verbs: resource.verbs.filter(isVerb),
    storageVersion: group === 'autoscaling' ? 'v2' : version,
    hasStatus: subresources.includes('status'),
    generation: traits.generation,
    ...(subresources.includes('scale') ? { scale: workloadScale } : {}),
    connect: connectsOf(resource),
    schema,
    selectableFields: traits.selectableFields,
    table: builtinTable(resource),
    ...(traits.deprecationWarning === undefined
      ? {}
      : { deprecationWarning: traits.deprecationWarning }),
    behaviour,
  };
}

const workloadScale = {
  specReplicas: '.spec.replicas',
  statusReplicas: '.status.replicas',
  selector: '.spec.selector',
} as const;

function isVerb(verb: string): verb is Verb {
  return (allVerbs as readonly string[]).includes(verb);
}

function connectsOf(resource: ApiResource): readonly ConnectSubresource[] {
  return resource.subresources
    .filter((sub) => servedConnects.has(`${resource.plural}/${sub.name}`))
    .map((sub) => ({
      name: sub.name,
      kind: sub.kind,
      ...(sub.group === resource.group && sub.version === resource.version
        ? {}
        : { group: sub.group, version: sub.version }),
      verbs: sub.verbs.filter(isVerb),
    }));
}
