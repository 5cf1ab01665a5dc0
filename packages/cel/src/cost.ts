/** The work that one evaluation may do unless told otherwise; about a tenth of a second. */
export const defaultCostLimit: number = 1_000_000;

/**
 * Thrown inside an evaluation that costs too much. It is one object and no `Error`: an expression
 * such as `x.all(…) || true` swallows errors, a million times over in a loop, and must not pay for a
 * stack trace each time. The program looks at {@link CostMeter.exceeded} afterwards.
 */
const costExceeded: unique symbol = Symbol('cost exceeded');

/** Counts the work of one evaluation at a time. */
export class CostMeter {
  #left = 0;
  #exceeded = false;

  /** Begins an evaluation. */
  start(limit: number): void {
    this.#left = limit;
    this.#exceeded = false;
  }

  get exceeded(): boolean {
    return this.#exceeded;
  }

  /** Counts work before it is done. @throws a symbol, see `costExceeded` */
  charge(cost: number): void {
    this.#left -= cost;
    if (this.#left >= 0) return;
    this.#exceeded = true;
    // oxlint-disable-next-line typescript/only-throw-error -- see costExceeded
    throw costExceeded;
  }

  /** Counts what comparing a value may cost: all that is in it. @throws a symbol, see `costExceeded` */
  chargeSize(value: unknown): void {
    if (typeof value === 'string') this.charge(value.length / 64);
    else if (Array.isArray(value)) {
      this.charge(value.length + 1);
      for (const item of value) this.chargeSize(item);
    } else if (value instanceof Map) {
      this.charge(value.size + 1);
      for (const item of value.values()) this.chargeSize(item);
    } else if (typeof value === 'object' && value !== null && value.constructor === Object) {
      for (const item of Object.values(value)) {
        this.charge(1);
        this.chargeSize(item);
      }
    }
  }
}
