export { KubeError, type KubeErrorCode } from './error.ts';
export {
  childSchema,
  itemSchema,
  type ListType,
  type PatchStrategy,
  type Schema,
  type SchemaSource,
  type SchemaType,
  shapeOf,
  untypedSchema,
} from './schema/schema.ts';
export { builtinSchemas } from './schema/builtin-table.ts';
export { crdSchemas, openApiSchema, rootSchema } from './schema/open-api.ts';
export { FieldSet, formatPath } from './fields/field-set.ts';
export { leadsToItem, type PathElement } from './fields/path-element.ts';
export { fieldsOf } from './fields/extract.ts';
export {
  type AppliedObject,
  type ApplyRequest,
  serverSideApply,
} from './apply/server-side-apply.ts';
export { trackUpdate, type UpdateRequest } from './apply/track-update.ts';
export { type ApplyConflict, ApplyConflictError } from './apply/conflict.ts';
export {
  encodeManagedFields,
  type FieldManager,
  type FieldManagers,
  managerId,
  managersOf,
  withoutManagedFields,
} from './apply/managed-fields.ts';
export { strategicMerge } from './patch/strategic-merge.ts';
export { createMergePatch, jsonMergePatch } from './patch/merge-patch.ts';
export { applyJsonPatch, type JsonPatchOperation } from './patch/json-patch.ts';
export { formatPointer, parsePointer } from './patch/json-pointer.ts';
export { statusOf, type StatusOptions } from './health/status.ts';
export {
  conditionsOf,
  type HealthStatus,
  type ObjectCondition,
  type ObjectStatus,
} from './health/verdict.ts';
export { diffObjects, type DiffOptions, type FieldChange, systemFields } from './diff/diff.ts';
export { isSecret, maskChanges, maskSecrets } from './diff/mask.ts';
export {
  formatApiVersion,
  formatInventoryId,
  formatObject,
  type GroupVersionKind,
  gvkOf,
  idOf,
  type ObjectId,
  type ObjectKey,
  parseApiVersion,
  parseInventoryId,
  sameObject,
} from './model/object-id.ts';
export {
  dns1035LabelProblems,
  dnsLabelProblems,
  dnsSubdomainProblems,
  labelKeyProblems,
  labelValueProblems,
  pathSegmentProblems,
} from './model/names.ts';
export {
  formatLabelSelector,
  type LabelRequirement,
  type LabelSelector,
  labelSelectorOf,
  matchesLabels,
  parseLabelSelector,
} from './model/label-selector.ts';
export {
  type FieldRequirement,
  type FieldSelector,
  formatFieldSelector,
  matchesFields,
  parseFieldSelector,
} from './model/field-selector.ts';
export { humanDuration } from './model/human-duration.ts';
export { Quantity, type QuantityFormat } from './model/quantity.ts';
export { type ApiResource, type ApiSubresource, builtinResources } from './model/resources.ts';
