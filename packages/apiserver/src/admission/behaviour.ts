import type { Schema } from '@fluxts/kube';
import { pruneUnknown } from '../schema/prune.ts';
import {
  type FieldCause,
  type ResourceBehaviour,
  type ResourceInfo,
  apiVersionOf,
} from '../resource.ts';
import { decodeTypes } from './decode.ts';
import type { KindRules } from './kind-rules.ts';
import { reportMissing } from './required.ts';

/** The kind that {@link builtinBehaviour} is for. */
export interface BuiltinKind {
  readonly resource: Pick<ResourceInfo, 'group' | 'kind' | 'version'>;
  readonly schema: Schema;
  readonly rules: KindRules;
}

/** How many complaints one write gets; what is wrong beyond them shows on the next try. */
const maxCauses = 100;

/** The behaviour of a built-in kind: types and required fields from its schema, the rest from its rules. */
export function builtinBehaviour({ resource, schema, rules }: BuiltinKind): ResourceBehaviour {
  const { beginDelete, convert } = rules;
  return {
    prune(draft) {
      decodeTypes(draft, schema, resource.kind, resource.version);
      return pruneUnknown(draft, schema);
    },
    applyDefaults(draft) {
      rules.defaults?.(draft);
    },
    defaultOnRead: false,
    prepare(draft, old, context) {
      if (context.subresource !== 'status') rules.prepare?.(draft, old, context);
    },
    validate(next, old, context) {
      const causes: FieldCause[] = [];
      const report = (...found: readonly FieldCause[]): void => {
        if (causes.length < maxCauses) causes.push(...found);
      };
      if (context.subresource !== 'status') {
        reportMissing(next, schema, report);
        rules.validate?.(next, old, report, context);
      }
      return { causes, warnings: rules.warnings?.(next) ?? [] };
    },
    ...(beginDelete === undefined ? {} : { beginDelete }),
    ...(convert === undefined
      ? {}
      : {
          convert: (draft, fromVersion) => {
            convert(draft, fromVersion);
            draft['apiVersion'] = apiVersionOf(resource);
          },
        }),
  };
}
