/** How often an object may be looked at for nothing, because of one manager, before it is slowed down. */
const freeLooks = 3;
/** So many repairs of what one manager does, within the window, are a fight. */
const fightAfter = 5;
/** People and their scripts change things one by one, and may do so for a while. Deletions name nobody. */
const fightAfterByHand = 20;
const fightWindowMs = 60_000;
const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;
/** A change that leaves no trace may hide behind looks for nothing, so those are not put off for long. */
const longestIdleDelayMs = 30_000;
/** Quiet for so long, and all is forgotten. */
const forgetAfterMs = 10 * 60_000;
/** Managers of one object that are remembered; there are hardly ever more than a handful. */
const maxManagers = 50;

/** What came of one manager's changes of one object. */
interface Series {
  /** Looks that ended in no repair. */
  idle: number;
  /** When the latest repairs were. */
  repairs: number[];
  lastAt: number;
  /** Looks since a fight was noticed; `undefined` while there is none. */
  fought: number | undefined;
}

/**
 * Slows down looks at objects that one and the same manager changes all the time: at a controller that
 * rewrites what we apply, each repair would make the next one necessary; at one that notes something in an
 * annotation every second, each look is for nothing. What others do to the object is not slowed down by
 * that. A manager without a name stands for whoever did what leaves no trace, such as a deletion.
 */
export class Pace {
  readonly #objects = new Map<string, Map<string, Series>>();
  readonly #now: () => number;

  /** @param now milliseconds that never go backwards */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long to wait before an object is looked at that these managers changed, in milliseconds. */
  delayOf(id: string, managers: readonly string[]): number {
    const known = managers.length === 0 ? [''] : managers;
    return Math.min(...known.map((manager) => this.#delayOf(id, manager)));
  }

  /**
   * Counts a look at an object because of a manager's change.
   * @param repaired whether the change was one of what we apply, and was put back
   * @returns `fight` the first time that repairs follow one another so closely that the manager must be
   * undoing them
   */
  looked(id: string, manager: string, repaired: boolean): 'fight' | undefined {
    const now = this.#now();
    const series = this.#current(id, manager) ?? {
      idle: 0,
      repairs: [],
      lastAt: now,
      fought: undefined,
    };
    series.lastAt = now;
    this.#remember(id, manager, series);
    if (series.fought !== undefined) series.fought++;
    if (!repaired) {
      series.idle++;
      return undefined;
    }
    series.repairs = [...series.repairs, now].filter((at) => now - at < fightWindowMs);
    if (series.fought !== undefined || series.repairs.length < limitOf(manager)) return undefined;
    series.fought = 0;
    return 'fight';
  }

  forget(id: string): void {
    this.#objects.delete(id);
  }

  #delayOf(id: string, manager: string): number {
    const series = this.#current(id, manager);
    if (series === undefined) return 0;
    const steps = series.fought ?? series.idle - freeLooks;
    if (steps < 0) return 0;
    const longest = series.fought === undefined ? longestIdleDelayMs : longestDelayMs;
    const pause = Math.min(firstDelayMs * 2 ** steps, longest);
    return Math.max(0, series.lastAt + pause - this.#now());
  }

  #current(id: string, manager: string): Series | undefined {
    const series = this.#objects.get(id)?.get(manager);
    if (series === undefined || this.#now() - series.lastAt < forgetAfterMs) return series;
    this.#objects.get(id)?.delete(manager);
    return undefined;
  }

  #remember(id: string, manager: string, series: Series): void {
    const managers = this.#objects.get(id) ?? new Map<string, Series>();
    this.#objects.set(id, managers);
    managers.delete(manager);
    managers.set(manager, series);
    const [oldest] = managers.keys();
    if (managers.size > maxManagers && oldest !== undefined) managers.delete(oldest);
  }
}

function limitOf(manager: string): number {
  return manager === '' || manager.startsWith('kubectl') ? fightAfterByHand : fightAfter;
}
