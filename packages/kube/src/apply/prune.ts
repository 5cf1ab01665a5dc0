import type { JsonObject } from '@fluxts/base';
import { fieldsOf } from '../fields/extract.ts';
import { FieldSet } from '../fields/field-set.ts';
import { removeItems } from './remove-items.ts';
import type { FieldManagers } from './managed-fields.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Removes what the applier set last time and no longer sets, unless somebody else owns it too. Fields
 * that the applier never set stay, except unowned ones below a list item or map entry that goes.
 * @param merged the live object with the new configuration laid over it
 * @param last the applier's fields before this apply
 * @param managers with the applier's new fields already in
 */
export function pruneDropped(
  merged: JsonObject,
  last: FieldSet,
  managers: FieldManagers,
  schema: Schema,
): JsonObject {
  let owned = new FieldSet();
  for (const { fields } of managers.values()) owned = owned.union(fields);
  // The usual case, nothing dropped, needs none of the walks below.
  if (last.difference(owned).empty) return merged;

  const named = (set: FieldSet): FieldSet => set.withNamedFields(schema);
  const all = named(fieldsOf(merged, schema));
  const lastNamed = named(last);
  const bare = named(fieldsOf(removeItems(merged, lastNamed, schema), schema));
  const pruned = removeItems(merged, all.difference(bare.union(named(owned))), schema);
  const gone = all.difference(named(fieldsOf(pruned, schema)));
  return removeItems(merged, gone.intersection(lastNamed), schema);
}
