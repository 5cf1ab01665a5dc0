import { describe, expect, it } from 'vitest';
import { Pace } from '../src/drift/pace.ts';

function clocked(): { pace: Pace; wait: (ms: number) => void } {
  let now = 0;
  return { pace: new Pace(() => now), wait: (ms) => void (now += ms) };
}

describe('looking at an object for nothing', () => {
  it('is for free three times for each manager, and then slower and slower', () => {
    const { pace, wait } = clocked();
    for (let n = 0; n < 3; n++) {
      expect(pace.delayOf('a', ['noisy'])).toBe(0);
      pace.looked('a', 'noisy', false);
    }
    expect(pace.delayOf('a', ['noisy'])).toBe(2_000);
    wait(2_000);
    expect(pace.delayOf('a', ['noisy'])).toBe(0);
    pace.looked('a', 'noisy', false);
    expect(pace.delayOf('a', ['noisy'])).toBe(4_000);
    expect(pace.delayOf('b', ['noisy'])).toBe(0);
    for (let n = 0; n < 20; n++) pace.looked('a', 'noisy', false);
    expect(pace.delayOf('a', ['noisy'])).toBe(30_000);
  });

  it('does not put off what somebody else did', () => {
    const { pace } = clocked();
    for (let n = 0; n < 20; n++) pace.looked('a', 'noisy', false);
    expect(pace.delayOf('a', ['noisy', 'kubectl-edit'])).toBe(0);
    expect(pace.delayOf('a', [])).toBe(0);
  });
});

describe('repairing an object again and again', () => {
  it('is a fight when one manager makes it necessary, told once, and slower and slower then', () => {
    const { pace, wait } = clocked();
    const told = Array.from({ length: 5 }, () => {
      expect(pace.delayOf('a', ['rival'])).toBe(0);
      return pace.looked('a', 'rival', true);
    });
    expect(told.map((one) => one === 'fight')).toEqual([false, false, false, false, true]);
    expect(pace.delayOf('a', ['rival'])).toBe(2_000);
    wait(2_000);
    expect(pace.looked('a', 'rival', true)).toBeUndefined();
    expect(pace.delayOf('a', ['rival'])).toBe(4_000);
    for (let n = 0; n < 20; n++) pace.looked('a', 'rival', true);
    expect(pace.delayOf('a', ['rival'])).toBe(5 * 60_000);
    wait(10 * 60_000);
    expect(pace.delayOf('a', ['rival'])).toBe(0);
  });

  it('is none when several do it one by one, or one now and then', () => {
    const { pace, wait } = clocked();
    for (const tool of ['kubectl-scale', 'kubectl-label', 'kubectl-set', 'helm', 'script', '']) {
      expect(pace.looked('a', tool, true)).toBeUndefined();
      expect(pace.delayOf('a', [tool])).toBe(0);
    }
    for (let n = 0; n < 20; n++) {
      expect(pace.looked('b', 'nightly', true)).toBeUndefined();
      wait(20_000);
      expect(pace.delayOf('b', ['nightly'])).toBe(0);
    }
  });

  it('is none for a while when it is done by hand', () => {
    const { pace } = clocked();
    const told = Array.from({ length: 20 }, () => pace.looked('a', 'kubectl-edit', true));
    expect(told.slice(0, 19)).not.toContain('fight');
    expect(told[19]).toBe('fight');
  });
});
