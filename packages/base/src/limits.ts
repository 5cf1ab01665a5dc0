import { FluxtsError } from './error.ts';

/** How much an engine may do on untrusted input. */
export interface Limits {
  /** Units of work: nodes visited, instructions run, items made. */
  readonly steps: number;
  /** How deep values, calls and includes may nest. */
  readonly depth: number;
  /** Bytes read and produced, together. */
  readonly bytes: number;
}

/** Enough for the largest charts and overlays that people run, and small enough to stop a bomb. */
export const defaultLimits: Limits = {
  steps: 50_000_000,
  depth: 512,
  bytes: 256 * 1024 * 1024,
};

/** Raised when an engine would go past its {@link Limits}. */
export class LimitError extends FluxtsError<'StepLimit' | 'DepthLimit' | 'ByteLimit'> {}

/** Counts one run of an engine against its limits. One run, one budget; it is not shared between runs. */
export class Budget {
  readonly limits: Limits;
  #steps = 0;
  #bytes = 0;
  #depth = 0;

  constructor(limits: Limits = defaultLimits) {
    this.limits = limits;
  }

  /** Counts work. @throws LimitError `StepLimit` */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > this.limits.steps) {
      throw new LimitError('StepLimit', `more than ${this.limits.steps} steps of work`, {
        retry: 'on-change',
      });
    }
  }

  /** Counts bytes read or produced. @throws LimitError `ByteLimit` */
  bytes(count: number): void {
    this.#bytes += count;
    if (this.#bytes > this.limits.bytes) {
      throw new LimitError('ByteLimit', `more than ${this.limits.bytes} bytes read and produced`, {
        retry: 'on-change',
      });
    }
  }

  /** Runs `work` one level deeper. @throws LimitError `DepthLimit` */
  deeper<T>(work: () => T): T {
    if (this.#depth >= this.limits.depth) {
      throw new LimitError('DepthLimit', `nested more than ${this.limits.depth} levels deep`, {
        retry: 'on-change',
      });
    }
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }
}
