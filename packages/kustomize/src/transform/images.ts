import { getOwn, isObject, type Json } from '@fluxts/base';
import { GoCompatError, GoRegExp } from '@fluxts/gocompat';
import {
  type FieldSpec,
  expectScalar,
  slotOf,
  type Slot,
  visitField,
} from '../model/field-spec.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { scalarText } from '../model/scalar.ts';

/** An image to replace: by name, what its new name, tag or digest is. */
export interface ImageChange {
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly tagSuffix: string;
  readonly digest: string;
}

/** Changes an image wherever pods name it. Custom resource definitions are left alone. */
export function changeImages(
  resources: ResourceSet,
  change: ImageChange,
  fieldSpecs: readonly FieldSpec[],
): void {
  const matches = imageMatcher(change.name);
  const visit = (slot: Slot): void => {
    const image = scalarText(expectScalar(slot));
    if (matches(image)) slot.set(changeImage(image, change));
  };
  for (const resource of resources.list) {
    if (resource.kind === 'CustomResourceDefinition') continue;
    changeInContainers(resource.object, visit);
    for (const spec of fieldSpecs) visitField(resource, spec, visit);
  }
}

/** Any list called `containers` or `initContainers`, however deep. */
function changeInContainers(value: Json, visit: (slot: Slot) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) changeInContainers(item, visit);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const field = getOwn(value, key) as Json;
      if (typeof field !== 'object') continue;
      changeInContainers(field, visit);
      if ((key !== 'containers' && key !== 'initContainers') || !Array.isArray(field)) continue;
      for (const item of field) {
        if (isObject(item) && Object.hasOwn(item, 'image')) visit(slotOf(item, 'image'));
      }
    }
  }
}

const tagAndDigest = '(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?';

/** The name is an expression in the real kustomize, and people rely on that. */
function imageMatcher(name: string): (image: string) => boolean {
  // Usual names hold nothing that could make an expression slow.
  if (/^[\w./:@-]*$/.test(name)) {
    const expression = new RegExp(`^${name}${tagAndDigest}$`);
    return (image) => expression.test(image);
  }
  try {
    const expression = new GoRegExp(`^${name}${tagAndDigest}$`);
    return (image) => expression.test(image);
  } catch (error) {
    if (error instanceof GoCompatError) return () => false;
    throw error;
  }
}

function changeImage(image: string, change: ImageChange): string {
  const old = splitImage(image);
  const name = change.newName === '' ? old.name : change.newName;
  let { tag, digest } = old;
  if (change.newTag !== '' || change.digest !== '') {
    tag = change.newTag;
    digest = change.digest;
  } else if (change.tagSuffix !== '') {
    tag += change.tagSuffix;
    digest = '';
  }
  return name + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}

/** Cuts an image reference into name, tag and digest; a port belongs to the name. */
function splitImage(image: string): { name: string; tag: string; digest: string } {
  const from = Math.max(image.indexOf('/'), 0);
  const at = image.indexOf('@', from);
  const beforeDigest = at < 0 ? image : image.slice(0, at);
  const digest = at < 0 ? '' : image.slice(at + 1);
  const colon = beforeDigest.indexOf(':', from);
  return colon < 0
    ? { name: beforeDigest, tag: '', digest }
    : { name: beforeDigest.slice(0, colon), tag: beforeDigest.slice(colon + 1), digest };
}
