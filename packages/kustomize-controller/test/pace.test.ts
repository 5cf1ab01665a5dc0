import { describe, expect, it } from 'vitest';
import { Pace } from '../src/drift/pace.ts';

function clocked(): { pace: Pace; wait: (ms: number) => void } {
  let now = 0;
  return { pace: new Pace(() => now), wait: (ms) => void (now += ms) };
}

describe('looking at an object again and again', () => {
  it('is for free three times, and then slower and slower', () => {
    const { pace, wait } = clocked();
    for (let n = 0; n < 3; n++) {
      expect(pace.delayOf('a')).toBe(0);
      pace.looked('a', false);
    }
    expect(pace.delayOf('a')).toBe(2_000);
    wait(2_000);
    expect(pace.delayOf('a')).toBe(0);
    pace.looked('a', false);
    expect(pace.delayOf('a')).toBe(4_000);
    expect(pace.delayOf('b')).toBe(0);
    for (let n = 0; n < 20; n++) pace.looked('a', false);
    expect(pace.delayOf('a')).toBe(5 * 60_000);
  });

  it('is forgotten after a quiet while', () => {
    const { pace, wait } = clocked();
    for (let n = 0; n < 9; n++) pace.looked('a', true);
    wait(10 * 60_000);
    expect(pace.delayOf('a')).toBe(0);
  });

  it('is a fight when every look ends in a repair, and that is told once', () => {
    const { pace } = clocked();
    const told = Array.from({ length: 8 }, () => pace.looked('a', true));
    expect(told.filter((one) => one === 'fight')).toHaveLength(1);
    expect(told[3]).toBe('fight');
    expect(Array.from({ length: 8 }, () => pace.looked('b', false))).not.toContain('fight');
  });
});
