import { FluxtsError } from '@fluxts/base';
import { serveJobs } from '../src/index.ts';

/** The jobs of the worker pool's tests. */
export type TestJobs = {
  readonly double: { readonly input: number; readonly output: number };
  readonly fail: { readonly input: string; readonly output: never };
  readonly spin: { readonly input: number; readonly output: never };
  readonly crash: { readonly input: number; readonly output: never };
  readonly hog: { readonly input: number; readonly output: number };
  readonly data: { readonly input: null; readonly output: unknown };
  readonly sum: { readonly input: Uint8Array; readonly output: Uint8Array };
};

serveJobs<TestJobs>({
  double: (input) => input * 2,
  fail: (message) => {
    throw new FluxtsError('BadInput', message, {
      retry: 'on-change',
      subject: { kind: 'Widget', name: 'a' },
      place: { file: 'x.yaml', line: 3 },
    });
  },
  spin: () => {
    for (;;);
  },
  crash: (code) => process.exit(code),
  hog: (count) => {
    const kept: number[][] = [];
    for (let at = 0; at < count; at++) kept.push(Array.from({ length: 1_000_000 }, () => at + 0.5));
    return kept.length;
  },
  data: (_input, { data }) => data,
  sum: (input, { transfer }) => {
    const output = new Uint8Array(4);
    new DataView(output.buffer).setUint32(
      0,
      input.reduce((a, b) => a + b, 0),
    );
    transfer(output.buffer);
    return output;
  },
});
