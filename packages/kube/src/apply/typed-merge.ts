import { getOwn, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { itemElement, type PathElement } from '../fields/path-element.ts';
import { childSchema, itemSchema, type Schema, shapeOf, untypedSchema } from '../schema/schema.ts';

/**
 * Lays an applied configuration over the live object: what the configuration sets wins, maps and
 * associative lists merge, atomic values are replaced. Nothing is removed. Neither is changed; the
 * result shares parts with both.
 * @throws KubeError `InvalidObject` for an item of an associative list without its key
 */
export function mergeTyped(live: JsonObject, applied: JsonObject, schema: Schema): JsonObject {
  return mergeMaps(live, applied, schema);
}

function merge(live: Json, applied: Json, schema: Schema): Json {
  const shape = shapeOf(schema, applied);
  if (shape === 'map' && !schema.atomic && isObject(live) && isObject(applied)) {
    return mergeMaps(live, applied, schema);
  }
  if (
    shape === 'list' &&
    schema.listType !== 'atomic' &&
    Array.isArray(live) &&
    Array.isArray(applied)
  ) {
    return mergeLists(live, applied, schema);
  }
  // A null map or list of the configuration says nothing about what is in the live one.
  if (applied === null && shape !== 'scalar' && live !== null && !isAtomic(schema)) return live;
  return applied;
}

function isAtomic(schema: Schema): boolean {
  return schema.type === 'array' ? schema.listType === 'atomic' : schema.atomic;
}

function mergeMaps(live: JsonObject, applied: JsonObject, schema: Schema): JsonObject {
  const merged: JsonObject = { ...live };
  for (const [key, value] of Object.entries(applied)) {
    const old = getOwn(live, key);
    const child = childSchema(schema, key) ?? untypedSchema;
    setOwn(merged, key, old === undefined ? value : merge(old, value, child));
  }
  return merged;
}

/**
 * The applied order holds for the items it names; items that are in the live list alone keep their
 * places before the applied item that followed them.
 */
function mergeLists(live: readonly Json[], applied: readonly Json[], schema: Schema): Json[] {
  const steps = live.map((item) => itemElement(schema, item));
  const appliedSteps = applied.map((item) => itemElement(schema, item));
  const wanted = new Set(appliedSteps);
  const firstLive = new Map<PathElement, Json>();
  for (const [index, step] of steps.entries()) {
    if (!firstLive.has(step)) firstLive.set(step, live[index] as Json);
  }
  const shared = appliedSteps.filter((step) => firstLive.has(step));
  const merged: Json[] = [];
  let next = 0;
  let left = 0;
  let right = 0;
  while (left < live.length || right < applied.length) {
    const step = steps[left];
    if (step !== undefined && !wanted.has(step)) {
      merged.push(live[left++] as Json);
    } else if (step !== undefined && step !== shared[next]) {
      // The applied list has it elsewhere, or it is a duplicate.
      left++;
    } else {
      const wantedStep = appliedSteps[right];
      const item = applied[right++];
      if (wantedStep === undefined || item === undefined) break;
      const old = firstLive.get(wantedStep);
      merged.push(old === undefined ? item : merge(old, item, itemSchema(schema)));
      if (wantedStep === shared[next]) {
        next++;
        if (wantedStep === step) left++;
      }
    }
  }
  return merged;
}
