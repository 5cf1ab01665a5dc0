import type { Explanation, Finding } from './explanation.ts';

/** What a station has decided: the answer, and what to do. */
export interface Decision {
  readonly verdict: Explanation['verdict'];
  readonly headline: string;
  readonly next: readonly string[];
}

/**
 * Collects the findings of the stations, in order. The first decision is the answer: later stations
 * cannot change what an earlier one stopped.
 */
export class Account {
  readonly #findings: Finding[] = [];
  #decision: Decision | undefined;

  /** Whether a station has stopped the change. */
  get decided(): boolean {
    return this.#decision !== undefined;
  }

  ok(text: string): void {
    this.#findings.push({ state: 'ok', text });
  }

  /** Worth knowing; with a decision it is the answer, unless something stops the change. */
  note(text: string, decision?: Decision): void {
    this.#findings.push({ state: 'note', text });
    if (decision !== undefined) this.#decision ??= decision;
  }

  unseen(text: string): void {
    this.#findings.push({ state: 'unseen', text });
  }

  /** Something stops the change here. */
  problem(text: string, decision: Decision): void {
    this.#findings.push({ state: 'problem', text });
    this.#decision ??= decision;
  }

  /** The change is on its way and comes by itself. */
  waiting(text: string, decision: Omit<Decision, 'verdict'>): void {
    this.#findings.push({ state: 'waiting', text });
    this.#decision ??= { verdict: 'on-its-way', ...decision };
  }

  /** The answer; `otherwise` when no station stopped the change. */
  explain(subject: string, otherwise: Decision): Explanation {
    return { subject, ...(this.#decision ?? otherwise), findings: this.#findings };
  }
}
