/** How often an object may be looked at in quick succession before it is slowed down. */
const freeLooks = 3;
/** After so many repairs in quick succession somebody is fighting us. */
const fightAfter = 4;
const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;
/** Quiet for so long, and all is forgotten. */
const forgetAfterMs = 10 * 60_000;

/** The looks at one object, and what came of them. */
interface Series {
  looks: number;
  repairs: number;
  lastAt: number;
  fightTold: boolean;
}

/**
 * Slows down looks at objects that change all the time: at a controller that rewrites what we apply, each
 * repair would make the next one necessary. The first few are for free; then the pauses double.
 */
export class Pace {
  readonly #series = new Map<string, Series>();
  readonly #now: () => number;

  /** @param now milliseconds that never go backwards */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long to wait before the next look at an object, in milliseconds. */
  delayOf(id: string): number {
    const series = this.#current(id);
    if (series === undefined || series.looks < freeLooks) return 0;
    const pause = Math.min(firstDelayMs * 2 ** (series.looks - freeLooks), longestDelayMs);
    return Math.max(0, series.lastAt + pause - this.#now());
  }

  /**
   * Counts a look.
   * @returns `fight` the first time that repairs follow one another so closely that somebody must be
   * undoing them
   */
  looked(id: string, repaired: boolean): 'fight' | undefined {
    const series = this.#current(id) ?? { looks: 0, repairs: 0, lastAt: 0, fightTold: false };
    series.looks++;
    series.lastAt = this.#now();
    if (repaired) series.repairs++;
    this.#series.set(id, series);
    if (series.repairs < fightAfter || series.fightTold) return undefined;
    series.fightTold = true;
    return 'fight';
  }

  forget(id: string): void {
    this.#series.delete(id);
  }

  #current(id: string): Series | undefined {
    const series = this.#series.get(id);
    if (series === undefined) return undefined;
    if (this.#now() - series.lastAt < forgetAfterMs) return series;
    this.#series.delete(id);
    return undefined;
  }
}
