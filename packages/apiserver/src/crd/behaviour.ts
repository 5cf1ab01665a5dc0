import { type JsonObject, getOwn, isObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import { applyDefaults } from '../schema/defaults.ts';
import type { FieldCause, ResourceBehaviour } from '../resource.ts';
import { invalid } from '../schema/field-error.ts';
import { validateLists } from '../schema/lists.ts';
import type { SchemaNode } from '../schema/node.ts';
import { pruneUnknown } from '../schema/prune.ts';
import type { CustomRules } from '../schema/rules.ts';
import { validateSchema } from '../schema/validate.ts';

/** One version of a custom resource, ready to judge objects. */
export interface CustomSchema {
  readonly shape: Schema;
  readonly node: SchemaNode;
  readonly rules: CustomRules;
}

/** Complaints that make the rules pointless: they may not even find the values they speak of. */
const blocking: ReadonlySet<string> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** How many complaints one write gets. */
const maxCauses = 100;

const rulesSkipped =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** The behaviour of one version of a custom resource: all of it comes from its schema. */
export function customBehaviour({ shape, node, rules }: CustomSchema): ResourceBehaviour {
  return {
    prune: (draft) => pruneUnknown(draft, shape),
    applyDefaults: (draft) => applyDefaults(draft, shape),
    defaultOnRead: true,
    validate(next, old) {
      const causes: FieldCause[] = [];
      const [object, before] = [ownPart(next), old === undefined ? undefined : ownPart(old)];
      causes.push(...validateSchema(object, node, undefined, before));
      causes.push(...validateLists(object, node));
      if (node.hasRules) {
        if (causes.some((cause) => blocking.has(cause.reason))) {
          causes.push(invalid(undefined, null, rulesSkipped));
        } else {
          causes.push(...rules.check(next, old));
        }
      }
      return { causes: causes.slice(0, maxCauses), warnings: [] };
    },
  };
}

/**
 * The object without its metadata, which has been judged on its own: a schema may only narrow down
 * `name` and `generateName` there.
 */
function ownPart(object: JsonObject): JsonObject {
  const metadata = getOwn(object, 'metadata');
  if (!isObject(metadata)) return object;
  const narrowed: JsonObject = {};
  for (const key of ['name', 'generateName']) {
    const value = getOwn(metadata, key);
    if (value !== undefined) narrowed[key] = value;
  }
  return { ...object, metadata: narrowed };
}
