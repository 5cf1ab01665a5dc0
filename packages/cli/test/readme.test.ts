import { expect, it } from 'vitest';
import { run } from '../src/index.ts';

it('runs the example of the README', async () => {
  let printed = '';
  const code = await run({
    args: ['envsubst', '--strict'],
    env: { NAME: 'world' },
    cwd: process.cwd(),
    bundle: new URL('./', import.meta.url),
    signal: new AbortController().signal,
    io: {
      out: (text) => {
        printed += text;
      },
      err: () => {},
      outIsTerminal: false,
      errIsTerminal: false,
      readInput: async () => 'hello ${NAME}',
      confirm: async () => false,
    },
  });
  expect([code, printed]).toEqual([0, 'hello world']);
});
