import { describe, expect, it } from 'vitest';
import { Cel, toCel } from '../src/index.ts';

const cel = new Cel();
const thousand = `[${Array.from({ length: 1000 }, (_, index) => index).join(',')}]`;
const nested = (macro: string, last: string): string =>
  `${thousand}.${macro}(a, ${thousand}.${macro}(b, ${thousand}.${macro}(c, ${last})))`;

const large = toCel({
  text: 'a'.repeat(100_000),
  numbers: Array.from({ length: 20_000 }, (_, index) => index),
});

function doubling(depth: number): string {
  let expression = 'x0';
  for (let index = depth; index > 0; index--) {
    expression = `[x${index - 1} + x${index - 1}].all(x${index}, ${index === depth ? 'true' : expression})`;
  }
  return `["${'x'.repeat(100)}"].all(x0, ${expression})`;
}

describe('the cost limit', () => {
  it.each([
    ['nested loops', nested('all', 'a >= 0')],
    ['loops whose errors are outvoted', `${nested('exists', 'c == -1')} || true`],
    ['loops over keys and values', nested('all', 'true').replaceAll('.all(a', '.all(i, a')],
    ['maps', `${nested('map', 'c')}.size() > 0`],
    ['growing strings', doubling(40)],
    ['a comparison of what shares its parts', sharing(22)],
    ['long texts read over and over', `${thousand}.all(x, size(self.text) > 0)`],
    ['long patterns', 'self.text.matches("(" + self.text + ")*$")'],
    ['long patterns as a function', `${thousand}.all(x, matches(self.text, "a{500}b"))`],
    ['sets of many', 'sets.intersects(self.numbers, self.numbers.map(n, n + 1000000))'],
  ])('stops %s', (_, expression) => {
    const started = performance.now();
    expect(() => cel.compile(expression).evaluate({ self: large })).toThrowError(
      expect.objectContaining({ code: 'Cost' }),
    );
    // A bound so wide that it tells linear work from exponential work on any machine.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('does not stop ordinary work', () => {
    const self = toCel({ items: Array.from({ length: 500 }, (_, id) => ({ id })) });
    const unique = 'self.items.all(a, self.items.exists_one(b, b.id == a.id))';
    const program = cel.compile(unique, { costLimit: 10_000_000 });
    expect(program.evaluate({ self })).toBe(true);
    // Each evaluation begins anew.
    expect(program.evaluate({ self })).toBe(true);
  });

  it('answers a hostile pattern in linear time', () => {
    const self = toCel({ text: `${'a'.repeat(10_000)}!` });
    expect(cel.compile('self.text.matches("^(a+)+$")').evaluate({ self })).toBe(false);
    expect(cel.compile('matches(self.text, "^(a|a)*$")').evaluate({ self })).toBe(false);
  });

  it('refuses what nests too deeply or is too large', () => {
    for (const expression of ['('.repeat(500), '['.repeat(500), `1${' + 1'.repeat(8000)} == 1`]) {
      expect(() => cel.compile(expression)).toThrowError(
        expect.objectContaining({ code: expect.stringMatching(/Syntax|Type/) as string }),
      );
    }
  });
});

/** Two lists of one element each that hold the list before twice over: equal, and exponential to compare. */
function sharing(depth: number): string {
  const build = (name: string, inner: string): string => {
    let expression = inner;
    for (let index = depth; index > 0; index--) {
      expression = `[[${name}${index - 1}, ${name}${index - 1}]].all(${name}${index}, ${expression})`;
    }
    return `[[1]].all(${name}0, ${expression})`;
  };
  return build('a', build('b', `dyn(a${depth}) == dyn(b${depth})`));
}
