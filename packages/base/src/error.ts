/** Whether trying again can help: later by itself, only after an input changed, or not at all. */
export type Retry = 'backoff' | 'on-change' | 'never';

/** The object an error is about. */
export interface ErrorSubject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A place in a text. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What {@link FluxtsError} takes beside its code and message. */
export interface ErrorDetails {
  readonly cause?: unknown;
  readonly subject?: ErrorSubject;
  readonly place?: Place;
  readonly retry?: Retry;
}

/**
 * The base of every error that fluxts throws on purpose. A package extends it once and closes the
 * union of codes: `class YamlError extends FluxtsError<'YamlSyntax' | …>`. The message names the
 * object, the cause and the next step, and never holds a secret. `retry` is read by the runtime
 * alone, which maps it to the Ready and Stalled conditions; it is `backoff` unless said otherwise.
 */
export class FluxtsError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly subject: ErrorSubject | undefined;
  readonly place: Place | undefined;
  readonly retry: Retry;

  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.subject = details.subject;
    this.place = details.place;
    this.retry = details.retry ?? 'backoff';
  }
}

/** Renders a place as `file:line:column`, leaving out what is not known. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

/** The message of whatever was thrown. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
