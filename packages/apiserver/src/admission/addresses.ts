import { createHash } from 'node:crypto';

/** How many allocations that storage may not show yet are remembered. */
const maxRecent = 1024;

/**
 * Hands out numbers of a range. Where in the range a holder lands follows from its name, so that a
 * cluster made anew from the same manifests looks the same; what is in use already is skipped. An
 * allocation counts as used at once, before the object that holds it is stored.
 */
export class NumberPool {
  readonly #first: number;
  readonly #size: number;
  readonly #recent = new Map<number, string>();

  /** @param first the lowest number handed out @param size how many there are */
  constructor(first: number, size: number) {
    this.#first = first;
    this.#size = size;
  }

  /** A free number for `holder`; undefined when there is none. */
  take(holder: string, used: ReadonlySet<number>): number | undefined {
    const start = createHash('sha256').update(holder).digest().readUInt32BE(0) % this.#size;
    for (let step = 0; step < this.#size; step++) {
      const candidate = this.#first + ((start + step) % this.#size);
      const recent = this.#recent.get(candidate);
      if (used.has(candidate) || (recent !== undefined && recent !== holder)) continue;
      this.#remember(candidate, holder);
      return candidate;
    }
    return undefined;
  }

  #remember(number: number, holder: string): void {
    this.#recent.set(number, holder);
    const oldest = this.#recent.keys().next();
    if (this.#recent.size > maxRecent && oldest.done !== true) this.#recent.delete(oldest.value);
  }
}

/** Writes a number as an IPv4 address. */
export function ipOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

/** Reads an IPv4 address as a number; undefined for anything else. */
export function numberOfIp(ip: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(ip)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}
