import { describe, expect, it } from 'vitest';
import { BackgroundWaits } from '../src/reconcile/background-waits.ts';

const key = { namespace: 'a', name: 'b' };

function setUp(): { waits: BackgroundWaits<string>; woken: string[] } {
  const woken: string[] = [];
  return { waits: new BackgroundWaits((one) => woken.push(one.name)), woken };
}

describe('waiting without holding a place in the queue', () => {
  it('wakes the object when a wait that was left alone ends', async () => {
    const { waits, woken } = setUp();
    let finish = (): void => undefined;
    const work = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const wait = waits.begin(key, 'context', async () => await work);
    wait.detach();
    expect(waits.get(key)).toMatchObject({ context: 'context', end: undefined });
    finish();
    await wait.ended;
    expect(waits.get(key)?.end).toEqual({ ok: true });
    expect(woken).toEqual(['b']);
  });

  it('wakes nobody for a wait whose end was seen', async () => {
    const { waits, woken } = setUp();
    const error = new Error('no');
    const wait = waits.begin(key, 'context', async () => await Promise.reject(error));
    expect(await wait.ended).toEqual({ ok: false, error });
    waits.cancel(key);
    expect(woken).toEqual([]);
    expect(waits.get(key)).toBeUndefined();
  });

  it('wakes at once when the end came before it was left alone', async () => {
    const { waits, woken } = setUp();
    const wait = waits.begin(key, 'context', async () => undefined);
    await wait.ended;
    wait.detach();
    expect(woken).toEqual(['b']);
  });

  it('aborts what is cancelled or replaced, and says nothing of it', async () => {
    const { waits, woken } = setUp();
    const aborted: string[] = [];
    const until = async (name: string, signal: AbortSignal): Promise<void> =>
      await new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.push(name);
          resolve();
        });
      });
    const first = waits.begin(key, 'first', async (signal) => await until('first', signal));
    first.detach();
    const second = waits.begin(key, 'second', async (signal) => await until('second', signal));
    second.detach();
    waits.cancel(key);
    await Promise.all([first.ended, second.ended]);
    expect(aborted).toEqual(['first', 'second']);
    expect(woken).toEqual([]);
  });
});
