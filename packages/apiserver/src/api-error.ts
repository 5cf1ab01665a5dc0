import { FluxtsError, type JsonObject } from '@fluxts/base';
import { type FieldCause, type GroupResource, groupResourceName } from './resource.ts';

/** The `reason` of a Kubernetes `Status`. */
export type ApiErrorReason =
  | 'AlreadyExists'
  | 'BadRequest'
  | 'Conflict'
  | 'Expired'
  | 'Forbidden'
  | 'Gone'
  | 'InternalError'
  | 'Invalid'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'NotFound'
  | 'RequestEntityTooLarge'
  | 'ServiceUnavailable'
  | 'Timeout'
  | 'TooManyRequests'
  | 'Unauthorized'
  | 'UnsupportedMediaType';

const httpCodes: Readonly<Record<ApiErrorReason, number>> = {
  AlreadyExists: 409,
  BadRequest: 400,
  Conflict: 409,
  Expired: 410,
  Forbidden: 403,
  Gone: 410,
  InternalError: 500,
  Invalid: 422,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  NotFound: 404,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  Timeout: 504,
  TooManyRequests: 429,
  Unauthorized: 401,
  UnsupportedMediaType: 415,
};

/** `status.details` of a refused request. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  /** Kubernetes puts the plural here for most errors, and the kind for `Invalid`. */
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly FieldCause[];
  readonly retryAfterSeconds?: number;
}

/** A request that the server refuses, answered as a Kubernetes `Status` in the real server's words. */
export class ApiError extends FluxtsError<ApiErrorReason> {
  readonly details: StatusDetails | undefined;

  constructor(reason: ApiErrorReason, message: string, details?: StatusDetails, cause?: unknown) {
    super(reason, message, cause === undefined ? {} : { cause });
    this.details = details;
  }

  /** The HTTP status code that goes with the reason. */
  get httpCode(): number {
    return httpCodes[this.code];
  }

  /** The `Status` object that the client gets. */
  toStatus(): JsonObject {
    const status: JsonObject = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.code,
    };
    if (this.details !== undefined) {
      const { causes, ...rest } = this.details;
      status['details'] = {
        ...rest,
        ...(causes === undefined ? {} : { causes: causes.map((cause) => ({ ...cause })) }),
      };
    }
    status['code'] = this.httpCode;
    return status;
  }
}

function detailsOf(resource: GroupResource, name: string): StatusDetails {
  return {
    ...(name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.plural,
  };
}

/** `deployments.apps "x" not found` */
export function notFound(resource: GroupResource, name: string): ApiError {
  return new ApiError(
    'NotFound',
    `${groupResourceName(resource)} "${name}" not found`,
    detailsOf(resource, name),
  );
}

/** `deployments.apps "x" already exists` */
export function alreadyExists(resource: GroupResource, name: string): ApiError {
  return new ApiError(
    'AlreadyExists',
    `${groupResourceName(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );
}

/** `Operation cannot be fulfilled on deployments.apps "x": …` */
export function conflict(resource: GroupResource, name: string, why: string): ApiError {
  return new ApiError(
    'Conflict',
    `Operation cannot be fulfilled on ${groupResourceName(resource)} "${name}": ${why}`,
    detailsOf(resource, name),
  );
}

/** `deployments.apps "x" is forbidden: …` */
export function forbidden(resource: GroupResource, name: string, why: string): ApiError {
  const full = groupResourceName(resource);
  const subject = name === '' ? full : `${full} "${name}"`;
  return new ApiError('Forbidden', `${subject} is forbidden: ${why}`, detailsOf(resource, name));
}

/** `Deployment.apps "x" is invalid: [a: …, b: …]` */
export function invalid(
  of: { readonly group: string; readonly kind: string },
  name: string,
  causes: readonly FieldCause[],
): ApiError {
  const lines = causes.map((cause) =>
    cause.field === '' ? cause.message : `${cause.field}: ${cause.message}`,
  );
  const unique = [...new Set(lines)];
  const body = unique.length === 1 ? unique[0] : `[${unique.join(', ')}]`;
  const qualified = of.group === '' ? of.kind : `${of.kind}.${of.group}`;
  return new ApiError('Invalid', `${qualified} "${name}" is invalid: ${body}`, {
    ...(name === '' ? {} : { name }),
    ...(of.group === '' ? {} : { group: of.group }),
    kind: of.kind,
    causes,
  });
}

/** A request that makes no sense, in words of its own. */
export function badRequest(message: string): ApiError {
  return new ApiError('BadRequest', message);
}
