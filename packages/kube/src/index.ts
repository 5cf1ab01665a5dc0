export { KubeError, type KubeErrorCode } from './error.ts';
export type { ListType, PatchStrategy, Schema, SchemaSource, SchemaType } from './schema/schema.ts';
export type { FieldSet } from './fields/field-set.ts';
export type { HealthStatus, ObjectStatus } from './health/status.ts';
export type { AppliedObject, ApplyRequest, UpdateRequest } from './merge/requests.ts';
export * from './face.ts';
