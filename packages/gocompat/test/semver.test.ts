import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  GoCompatError,
  highestMatch,
  parseConstraint,
  parseStrictVersion,
  parseVersion,
} from '@fluxts/gocompat';

describe('versions', () => {
  test.each([
    ['1.2.3', '1.2.3'],
    ['v1', '1.0.0'],
    ['v1.2', '1.2.0'],
    ['1.02.3', '1.2.3'],
    ['1.2.3-rc.1+build.5', '1.2.3-rc.1+build.5'],
  ])('%s reads as %s', (text, canonical) => {
    const version = parseVersion(text);
    expect(version.toString()).toBe(canonical);
    expect(version.original).toBe(text);
  });

  test.each(['', 'a', '1.2.3.4', '1.2.3-', '1.2.3-01', 'v', '1..2', '99999999999999999999.0.0'])(
    '%j is refused',
    (text) => {
      expect(() => parseVersion(text)).toThrow(GoCompatError);
    },
  );

  test('the strict form wants three parts and no v', () => {
    expect(parseStrictVersion('1.2.3-a').prerelease).toBe('a');
    for (const text of ['1.2', 'v1.2.3', '01.2.3']) {
      expect(() => parseStrictVersion(text)).toThrow(GoCompatError);
    }
  });

  test('order by semver 2.0', () => {
    const sorted = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
    ];
    sorted.push('1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.10.0', '2.0.0');
    for (let at = 1; at < sorted.length; at++) {
      const [a, b] = [parseVersion(sorted[at - 1]!), parseVersion(sorted[at]!)];
      expect(a.compare(b)).toBeLessThan(0);
      expect(b.compare(a)).toBeGreaterThan(0);
    }
    expect(parseVersion('1.0.0+a').compare(parseVersion('1.0.0+b'))).toBe(0);
  });
});

describe('constraints', () => {
  test.each([
    ['>=1.0, <2.0', ['1.0.0', '1.9.9'], ['0.9.0', '2.0.0', '1.5.0-rc.1']],
    ['>=1.0 <2.0 !=1.5.0', ['1.4.0'], ['1.5.0', '2.0.0']],
    ['=>1.2', ['1.2.0'], ['1.1.9']],
    ['=<1.2', ['1.2.9'], ['1.3.0']],
    ['!=1.x', ['2.0.0'], ['1.4.0']],
    ['!=1.2.x', ['1.3.0'], ['1.2.4']],
    ['1.x', ['1.0.0', '1.9.0'], ['2.0.0', '0.9.0']],
    ['1.2', ['1.2.0', '1.2.7'], ['1.3.0']],
    ['1.2.3', ['1.2.3'], ['1.2.4']],
    ['*', ['0.0.1', '9.9.9'], ['1.0.0-rc.1']],
    ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
    ['~1', ['1.9.0'], ['2.0.0']],
    ['~>1.2', ['1.2.5'], ['1.3.0']],
    ['^1.2.3', ['1.9.0'], ['2.0.0', '1.2.2']],
    ['^0.2.3', ['0.2.9'], ['0.3.0']],
    ['^0.0.3', ['0.0.3'], ['0.0.4']],
    ['^0.0', ['0.0.9'], ['0.1.0']],
    ['^0', ['0.9.0'], ['1.0.0']],
    ['1.2 - 1.4.5', ['1.2.0', '1.4.5'], ['1.4.6', '1.1.9']],
    ['<1.0 || >=2.0', ['0.5.0', '2.1.0'], ['1.5.0']],
    ['>1.2.x', ['1.3.0'], ['1.2.9']],
    ['>1', ['2.0.0'], ['1.9.0']],
    ['<=1.x', ['1.9.9'], ['2.0.0']],
    ['>=1.0.0-0', ['1.0.0-rc.1', '1.0.0', '2.0.0-a'], ['0.9.0']],
    ['~1.0.0-0', ['1.0.0-rc.1', '1.0.9'], ['1.1.0']],
  ])('%s', (text, accepted, refused) => {
    const constraint = parseConstraint(text);
    expect(accepted.filter((version) => !constraint.check(parseVersion(version)))).toEqual([]);
    expect(refused.filter((version) => constraint.check(parseVersion(version)))).toEqual([]);
  });

  test.each(['', 'a', '>', '1.2,', '>>1', '1.2 && 1.3', '=!1', '~~1'])('%j is refused', (text) => {
    expect(() => parseConstraint(text)).toThrow('improper constraint');
  });

  test('prereleases are accepted where asked for', () => {
    const constraint = parseConstraint('>=1.0', { includePrerelease: true });
    expect(constraint.check(parseVersion('1.1.0-rc.1'))).toBe(true);
  });

  test('the highest match passes over what is no version', () => {
    const tags = ['1.0.0', 'latest', '1.10.0', '1.9.0', '2.0.0', '1.11.0-rc.1'];
    expect(highestMatch(tags, parseConstraint('1.x'))?.original).toBe('1.10.0');
    expect(highestMatch(tags, parseConstraint('3.x'))).toBeUndefined();
  });
});

const part = fc.nat({ max: 3 });
const version = fc.tuple(part, part, part).map((parts) => parts.join('.'));

test('property: a version satisfies the bounds around it', () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      const order = parseVersion(a).compare(parseVersion(b));
      const holds = (operator: string): boolean =>
        parseConstraint(`${operator}${b}`).check(parseVersion(a));
      expect(holds('>')).toBe(order > 0);
      expect(holds('>=')).toBe(order >= 0);
      expect(holds('<')).toBe(order < 0);
      expect(holds('<=')).toBe(order <= 0);
      expect(holds('=')).toBe(order === 0);
      expect(holds('!=')).toBe(order !== 0);
    }),
  );
});

test('property: any text is read or refused', () => {
  const unit = fc.constantFrom(
    '1',
    '0',
    '.',
    'x',
    '*',
    '>',
    '<',
    '=',
    '!',
    '~',
    '^',
    '|',
    ' ',
    ',',
    '-',
    'v',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      try {
        expect(typeof parseConstraint(text).check(parseVersion('1.0.0'))).toBe('boolean');
      } catch (error) {
        expect(error).toBeInstanceOf(GoCompatError);
      }
    }),
    { numRuns: 2000 },
  );
});
