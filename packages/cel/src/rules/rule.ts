import { getOwn, getString, isObject, type Json } from '@fluxts/base';
import { Optional } from '@marcbachmann/cel-js';
import { CelError } from '../error.ts';
import type { Cel, CelProgram, CelVariables } from '../program.ts';
import type { CelValue } from '../value.ts';

const maxMessage = 5120;

/** Why a rule refuses a value: the reasons that `x-kubernetes-validations` may name. */
export type RuleReason =
  | 'FieldValueInvalid'
  | 'FieldValueForbidden'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate';

/** What a rule says of a value it refuses. */
export interface RuleFailure {
  readonly rule: string;
  readonly message: string;
  readonly reason: RuleReason;
  /** A path below the value, such as `.spec.x`, as the rule gives it. */
  readonly fieldPath: string | undefined;
}

/** One entry of `x-kubernetes-validations`. */
export class ValidationRule {
  readonly expression: string;
  /** Compares with the value before: without one it is not asked, unless it takes an optional one. */
  readonly isTransition: boolean;
  readonly #optionalOldSelf: boolean;
  readonly #program: CelProgram;
  readonly #message: string | undefined;
  readonly #messageProgram: CelProgram | undefined;
  readonly #reason: RuleReason;
  readonly #fieldPath: string | undefined;

  /**
   * Compiles a rule.
   * @throws CelError `Syntax`, `Type`
   */
  constructor(cel: Cel, rule: Json) {
    const expression = getString(rule, 'rule')?.trim() ?? '';
    if (expression === '') {
      throw new CelError('Syntax', 'rule is not specified', { retry: 'on-change' });
    }
    this.expression = expression;
    this.isTransition = /\boldSelf\b/.test(expression);
    this.#optionalOldSelf = isObject(rule) && getOwn(rule, 'optionalOldSelf') === true;
    const variables = ['self', 'oldSelf'];
    const optionals = this.#optionalOldSelf ? ['oldSelf'] : [];
    this.#program = cel.compile(expression, { variables, optionals, result: 'bool' });
    const message = getString(rule, 'message')?.trim() ?? '';
    this.#message = message === '' ? undefined : message;
    const messageExpression = getString(rule, 'messageExpression')?.trim() ?? '';
    this.#messageProgram =
      messageExpression === ''
        ? undefined
        : cel.compile(messageExpression, { variables, optionals, result: 'string' });
    this.#reason = readReason(getString(rule, 'reason'));
    this.#fieldPath = getString(rule, 'fieldPath');
  }

  /**
   * Asks the rule.
   * @param old the value before; undefined when there is none
   * @returns undefined when the value passes
   */
  check(self: CelValue, old: CelValue | undefined): RuleFailure | undefined {
    if (this.isTransition && old === undefined && !this.#optionalOldSelf) return undefined;
    const variables = this.#variables(self, old);
    try {
      if (this.#program.evaluateBoolean(variables)) return undefined;
      return this.#failure(this.#describe(variables));
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      return this.#failure(this.#explain(error));
    }
  }

  #variables(self: CelValue, old: CelValue | undefined): CelVariables {
    if (this.#optionalOldSelf) return { self, oldSelf: Optional.of(old) };
    return old === undefined ? { self } : { self, oldSelf: old };
  }

  #failure(message: string): RuleFailure {
    return {
      rule: this.expression,
      message,
      reason: this.#reason,
      fieldPath: this.#fieldPath,
    };
  }

  /** What is said of a rule that cannot be evaluated, in the API server's words. */
  #explain({ code, reason }: CelError): string {
    const rule = this.#message ?? this.expression;
    if (code === 'Cost') {
      return `'${reason}': no further validation rules will be run due to call cost exceeds limit for rule: ${rule}`;
    }
    if (reason.startsWith('no such overload')) {
      return `'${reason}': call arguments did not match a supported operator, function or macro signature for rule: ${rule}`;
    }
    return `${reason} evaluating rule: ${rule}`;
  }

  #describe(variables: CelVariables): string {
    const fallback = this.#message ?? `failed rule: ${this.expression}`;
    if (this.#messageProgram === undefined) return fallback;
    try {
      const text = this.#messageProgram.evaluateString(variables).trim();
      return text === '' || text.includes('\n') || text.length > maxMessage ? fallback : text;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      return fallback;
    }
  }
}

function readReason(text: string | undefined): RuleReason {
  switch (text ?? '') {
    case 'FieldValueForbidden':
    case 'FieldValueRequired':
    case 'FieldValueDuplicate':
      return text as RuleReason;
    default:
      return 'FieldValueInvalid';
  }
}
