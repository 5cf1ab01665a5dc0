import { type JsonObject, jsonClone } from '@fluxts/base';
import type { KindRules } from '../../src/admission/kind-rules.ts';
import { builtinResources } from '../../src/builtin/resources.ts';
import { textOf } from '../../src/reading.ts';
import { RbacAuthorizer } from '../../src/rbac/authorizer.ts';
import {
  type FieldCause,
  type ResourceInfo,
  type WriteContext,
  apiVersionOf,
} from '../../src/resource.ts';
import type { StorageReader } from '../../src/storage-access.ts';
import { systemUser } from '../../src/user.ts';

/** A storage that holds just these objects, by `plural/namespace/name`. */
export function fixedStorage(objects: Readonly<Record<string, JsonObject>> = {}): StorageReader {
  return {
    get: ({ plural }, namespace, name) => objects[`${plural}/${namespace ?? ''}/${name}`],
    list: ({ plural }) => ({
      items: Object.entries(objects)
        .filter(([key]) => key.startsWith(`${plural}/`))
        .map(([, object]) => object),
      resourceVersion: '1',
    }),
    resources: () => [],
  };
}

/** The circumstances of a write in a test. */
export function contextFor(options: Partial<WriteContext> = {}): WriteContext {
  return {
    operation: 'create',
    subresource: undefined,
    dryRun: false,
    user: systemUser,
    storage: fixedStorage(),
    now: new Date('2026-01-01T00:00:00Z'),
    ...options,
  };
}

/** The complaints of a kind's rules, one text each. */
export function complaintsOf(
  rules: KindRules,
  next: JsonObject,
  old?: JsonObject,
  context: WriteContext = contextFor({ operation: old === undefined ? 'create' : 'update' }),
): string[] {
  const causes: FieldCause[] = [];
  rules.validate?.(next, old, (...found) => void causes.push(...found), context);
  return causes.map(({ field, message }) => `${field}: ${message}`);
}

/** The built-in kind of an object. */
export function builtinOf(
  object: JsonObject,
  authorizer: RbacAuthorizer = new RbacAuthorizer(),
): ResourceInfo {
  const found = builtinResources({ authorizer }).find(
    (info) => info.kind === object['kind'] && apiVersionOf(info) === object['apiVersion'],
  );
  if (found === undefined) throw new Error(`no built-in kind ${textOf(object['kind'])}`);
  return found;
}

/** What a create makes of an object, and what is wrong with it. */
export function admit(
  object: JsonObject,
  context: WriteContext = contextFor(),
  old?: JsonObject,
): {
  readonly object: JsonObject;
  readonly complaints: string[];
  readonly unknown: readonly string[];
} {
  const { behaviour } = builtinOf(object);
  const draft = jsonClone(object);
  const unknown = behaviour.prune(draft);
  behaviour.applyDefaults(draft);
  behaviour.prepare?.(draft, old, context);
  const { causes } = behaviour.validate(draft, old, context);
  const complaints = causes.map(({ field, message }) => `${field}: ${message}`);
  return { object: draft, complaints, unknown };
}
