import type { IncomingMessage } from 'node:http';
import { type ErrorSubject, getOwn, getPath, getString, isObject, type Json } from '@fluxts/base';
import { parseJson } from '@fluxts/yaml';
import { KubeApiError, type KubeApiErrorCode } from '../errors.ts';
import type { ObjectRef } from '../object.ts';
import { readBody } from './read-body.ts';

/** What was asked for, for the error that tells about it. */
export interface Asked {
  readonly verb: string;
  /** `configmaps app`: resource and name as messages name them. */
  readonly what: string;
  readonly subject?: ObjectRef | undefined;
}

const maxStatusBytes = 1024 * 1024;

const codes: ReadonlySet<string> = new Set<KubeApiErrorCode>([
  'BadRequest',
  'Unauthorized',
  'Forbidden',
  'NotFound',
  'AlreadyExists',
  'Conflict',
  'Gone',
  'Expired',
  'Invalid',
  'Timeout',
  'ServerTimeout',
  'TooManyRequests',
  'InternalError',
  'MethodNotAllowed',
  'NotAcceptable',
  'UnsupportedMediaType',
  'RequestEntityTooLarge',
  'ServiceUnavailable',
  'StoreReadError',
]);

/** The error that an answer with status 400 or above means. Reads the body. */
export async function apiErrorOf(response: IncomingMessage, asked: Asked): Promise<KubeApiError> {
  const text = await readBody(response, maxStatusBytes).then(
    (body) => body.toString('utf8'),
    () => '',
  );
  let value: Json = null;
  try {
    value = parseJson(text);
  } catch {
    // Proxies and unknown paths answer in plain text.
  }
  const status = response.statusCode ?? 0;
  const retryAfterMs = retryAfterOf(response);
  return isStatus(value)
    ? errorOfStatus(value, asked, status, retryAfterMs)
    : plainError(status, text, asked, retryAfterMs);
}

/** Says whether a value is a `Status`. */
function isStatus(value: Json): boolean {
  return isObject(value) && getOwn(value, 'kind') === 'Status';
}

/** The error that a `Status` describes. */
export function errorOfStatus(
  value: Json,
  asked: Asked,
  httpStatus: number = 500,
  retryAfterMs?: number,
): KubeApiError {
  const numeric = getPath(value, 'code');
  const status = typeof numeric === 'number' ? numeric : httpStatus;
  const given = getString(value, 'reason') ?? '';
  const reason = given === '' ? reasonOf(status) : given;
  const details = getPath(value, 'details');
  const message = getString(value, 'message') ?? '';
  return new KubeApiError(
    codeOf(reason),
    {
      status,
      reason,
      message: message === '' ? `${wordsOf(status, '')} (${asked.verb} ${asked.what})` : message,
      details: isObject(details) ? details : undefined,
      retryAfterMs: retryAfterMs ?? secondsOf(getPath(details, 'retryAfterSeconds')),
      verb: asked.verb,
    },
    asked.subject === undefined ? {} : { subject: subjectOf(asked.subject) },
  );
}

function plainError(
  status: number,
  text: string,
  asked: Asked,
  retryAfterMs: number | undefined,
): KubeApiError {
  const reason = reasonOf(status);
  return new KubeApiError(
    codeOf(reason),
    {
      status,
      reason,
      message: `${wordsOf(status, text)} (${asked.verb} ${asked.what})`,
      retryAfterMs,
      verb: asked.verb,
    },
    asked.subject === undefined ? {} : { subject: subjectOf(asked.subject) },
  );
}

function subjectOf(ref: ObjectRef): ErrorSubject {
  const { apiVersion, kind, namespace, name } = ref;
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

/** How long the server asks to wait. */
function retryAfterOf(response: IncomingMessage): number | undefined {
  const header = response.headers['retry-after'];
  if (header === undefined || !/^\d{1,6}$/.test(header)) return undefined;
  return Number(header) * 1000;
}

function secondsOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value > 0 ? value * 1000 : undefined;
}

function codeOf(reason: string): KubeApiErrorCode {
  return codes.has(reason) ? (reason as KubeApiErrorCode) : 'Unknown';
}

function reasonOf(status: number): string {
  switch (status) {
    case 400:
      return 'BadRequest';
    case 401:
      return 'Unauthorized';
    case 403:
      return 'Forbidden';
    case 404:
      return 'NotFound';
    case 405:
      return 'MethodNotAllowed';
    case 406:
      return 'NotAcceptable';
    case 409:
      return 'Conflict';
    case 410:
      return 'Gone';
    case 413:
      return 'RequestEntityTooLarge';
    case 415:
      return 'UnsupportedMediaType';
    case 422:
      return 'Invalid';
    case 429:
      return 'TooManyRequests';
    case 503:
      return 'ServiceUnavailable';
    case 504:
      return 'Timeout';
    default:
      return status >= 500 ? 'InternalError' : 'Unknown';
  }
}

/** What the Go client says when the server says nothing of its own. */
function wordsOf(status: number, text: string): string {
  switch (status) {
    case 400:
      return 'the server rejected our request for an unknown reason';
    case 401:
      return 'the server has asked for the client to provide credentials';
    case 403:
      return 'the server does not allow access to the requested resource';
    case 404:
      return 'the server could not find the requested resource';
    case 405:
      return 'the server does not allow this method on the requested resource';
    case 409:
      return 'the server reported a conflict';
    case 422:
      return 'the server rejected our request due to an error in our request';
    case 429:
      return 'the server has received too many requests and has asked us to try again later';
    case 503:
      return 'the server is currently unable to handle the request';
    case 504:
      return 'the server was unable to return a response in the time allotted, but may still be processing the request';
    default: {
      const said = text.length > 200 ? `${text.slice(0, 200)}…` : text;
      return status >= 500
        ? `an error on the server (${JSON.stringify(said.trim())}) has prevented the request from succeeding`
        : `the server responded with the status code ${status} but did not return more information`;
    }
  }
}
