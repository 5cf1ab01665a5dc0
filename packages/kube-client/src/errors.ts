import { type ErrorDetails, type ErrorSubject, FluxtsError, type JsonObject } from '@fluxts/base';

/** Why this client itself, not the server's answer, made a call fail. */
export type KubeClientErrorCode =
  | 'KubeconfigInvalid'
  | 'AuthUnsupported'
  | 'ExecForbidden'
  | 'ExecFailed'
  | 'NotInCluster'
  | 'ConnectionFailed'
  | 'Timeout'
  | 'Aborted'
  | 'ResponseTooLarge'
  | 'ResponseInvalid'
  | 'RequestInvalid'
  | 'Closed';

/** Raised when a call never got a proper answer: configuration, authentication, network, time, size. */
export class KubeClientError extends FluxtsError<KubeClientErrorCode> {}

/** The reasons of a `Status` that code here and above tells apart; others are kept in {@link KubeApiError.reason}. */
export type KubeApiErrorCode =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Expired'
  | 'Invalid'
  | 'Timeout'
  | 'ServerTimeout'
  | 'TooManyRequests'
  | 'InternalError'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'UnsupportedMediaType'
  | 'RequestEntityTooLarge'
  | 'ServiceUnavailable'
  | 'StoreReadError'
  | 'Unknown';

/** One entry of `details.causes` of a `Status`. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/** What {@link KubeApiError} keeps of an answer. */
export interface ApiFailure {
  /** The HTTP status code. */
  readonly status: number;
  /** The `reason` of the Status, word by word; derived from the HTTP code where the server gave none. */
  readonly reason: string;
  /** The server's message alone. */
  readonly message: string;
  /** The `details` of the Status, as sent. */
  readonly details?: JsonObject | undefined;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The request: `get`, `list`, `apply`, … */
  readonly verb: string;
}

/**
 * Raised when the API server answered with an error. `message` is the server's own text, which names the
 * object; `verb` and `subject` say what was asked for.
 */
export class KubeApiError extends FluxtsError<KubeApiErrorCode> {
  /** The HTTP status code. */
  readonly status: number;
  /** The `reason` of the Status, word by word. */
  readonly reason: string;
  /** The `details` of the Status, as sent. */
  readonly details: JsonObject | undefined;
  /** How long the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** What was asked: `get`, `list`, `apply`, … */
  readonly verb: string;

  constructor(code: KubeApiErrorCode, failure: ApiFailure, details: ErrorDetails = {}) {
    super(code, failure.message, details);
    this.status = failure.status;
    this.reason = failure.reason;
    this.details = failure.details;
    this.retryAfterMs = failure.retryAfterMs;
    this.verb = failure.verb;
  }

  /** The causes listed in the details; what was wrong with which field. */
  get causes(): readonly StatusCause[] {
    return causesOf(this.details);
  }
}

/** Raised when no server-side kind goes by that name and version, after discovery was looked at afresh. */
export class NoKindMatchError extends FluxtsError<'NoKindMatch'> {
  readonly apiVersion: string;
  readonly kind: string;

  constructor(apiVersion: string, kind: string, subject?: ErrorSubject) {
    super(
      'NoKindMatch',
      `no matches for kind "${kind}" in version "${apiVersion}"`,
      subject === undefined ? {} : { subject },
    );
    this.apiVersion = apiVersion;
    this.kind = kind;
  }
}

/** Says whether an error is the server's "there is no such object". */
export function isNotFound(error: unknown): error is KubeApiError {
  return error instanceof KubeApiError && error.code === 'NotFound';
}

/** Says whether a write lost against another one, or server-side apply met another field manager. */
export function isConflict(error: unknown): error is KubeApiError {
  return error instanceof KubeApiError && error.code === 'Conflict';
}

/** Says whether a resource version or continue token is too old, so that one has to list afresh. */
export function isExpired(error: unknown): error is KubeApiError {
  return error instanceof KubeApiError && (error.code === 'Expired' || error.code === 'Gone');
}

function causesOf(details: JsonObject | undefined): StatusCause[] {
  const causes = details?.['causes'];
  if (!Array.isArray(causes)) return [];
  return causes.flatMap((cause) => {
    if (typeof cause !== 'object' || cause === null || Array.isArray(cause)) return [];
    const text = (key: string): string => {
      const value = cause[key];
      return typeof value === 'string' ? value : '';
    };
    return [{ reason: text('reason'), message: text('message'), field: text('field') }];
  });
}
