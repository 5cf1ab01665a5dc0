import type { ErrorSubject } from '@fluxts/base';
import { FluxtsError } from '@fluxts/base';
import type { ConditionType } from './conditions.ts';

/**
 * What becomes of the object after a failure: tried again with growing delays, tried again after a fixed
 * time, or left alone until an input changes.
 */
export type FailureKind = 'generic' | 'waiting' | 'stalling';

/** What {@link SourceFailure} takes beside its message. */
export interface FailureDetails {
  readonly kind?: FailureKind;
  /** The reason for condition and event: one CamelCase word. */
  readonly reason: string;
  /** The condition that tells of it: True for those that tell of something bad, False for `SourceVerified`. */
  readonly condition?: ConditionType;
  readonly cause?: unknown;
  readonly subject?: ErrorSubject;
}

/** A step of a reconcile that could not be done, for a reason that the object's owner should read. */
export class SourceFailure extends FluxtsError<'SourceFailure'> {
  readonly kind: FailureKind;
  readonly reason: string;
  readonly condition: ConditionType | undefined;

  constructor(message: string, details: FailureDetails) {
    const { cause, condition, kind = 'generic', reason, subject } = details;
    super('SourceFailure', message, {
      retry: kind === 'stalling' ? 'on-change' : 'backoff',
      ...(cause === undefined ? {} : { cause }),
      ...(subject === undefined ? {} : { subject }),
    });
    this.kind = kind;
    this.reason = reason;
    this.condition = condition;
  }
}
