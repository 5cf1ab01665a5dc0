import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, printable } from '../src/index.ts';

describe('printable', () => {
  it('shows what would steer a terminal', () => {
    expect(printable('a\u001b[2Jb\rc\u009bd\u007f')).toBe('a^[[2Jb^Mc\\u009bd^?');
    expect(printable('één\n\ttwo ✔')).toBe('één\n\ttwo ✔');
  });

  it('never lets one through', () => {
    assert(
      property(string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line eslint/no-control-regex -- control characters are what this is about
        expect(printable(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });
});

describe('oneLine', () => {
  it('joins lines', () => {
    expect(oneLine(' a \n\n  b\r\nc')).toBe('a b c');
    expect(oneLine(' '.repeat(1_000_000))).toBe('');
  });
});
