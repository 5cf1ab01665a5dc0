import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatFieldSelector,
  formatLabelSelector,
  type KubeError,
  labelSelectorOf,
  matchesFields,
  matchesLabels,
  parseFieldSelector,
  parseLabelSelector,
} from '../src/index.ts';

const labels = { app: 'web', tier: 'front', 'example.com/n': '7', empty: '' };

describe('label selectors', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web,tier!=back', true],
    ['app in (web, api),tier notin (back)', true],
    ['app,!missing', true],
    ['example.com/n>6,example.com/n<8', true],
    ['empty=', true],
    ['missing!=x', true],
    ['missing notin (x)', true],
    ['app!=web', false],
    ['!app', false],
    ['missing', false],
    ['app in (api)', false],
    ['example.com/n>7', false],
    ['app>1', false],
    ['toString', false],
  ])('%s', (text, expected) => {
    expect(matchesLabels(parseLabelSelector(text), labels)).toBe(expected);
  });

  it('reads the object form', () => {
    const selector = labelSelectorOf({
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['front', 'back'] },
        { key: 'gone', operator: 'DoesNotExist' },
      ],
    });
    expect(formatLabelSelector(selector ?? [])).toBe('app=web,!gone,tier in (back,front)');
    expect(labelSelectorOf(undefined)).toBeUndefined();
    expect(labelSelectorOf({})).toEqual([]);
  });

  it.each([
    'a in',
    'a in (',
    'a in x',
    'a=b c',
    '=b',
    'a=b,,',
    'a b',
    'a>b',
    '-a',
    'a=-',
    'a//b=c',
    'a in (b',
    '!',
  ])('refuses %s', (text) => {
    expect(() => parseLabelSelector(text)).toThrowError(
      expect.objectContaining({ code: 'InvalidSelector' } as Partial<KubeError>),
    );
  });

  it('reads back what it writes, and never throws anything else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab=!,()<>1 in]{0,20}$/), (text) => {
        try {
          const selector = parseLabelSelector(text);
          expect(parseLabelSelector(formatLabelSelector(selector))).toEqual(selector);
        } catch (error) {
          expect((error as KubeError).code).toBe('InvalidSelector');
        }
      }),
    );
  });

  it('reads a long hostile text in no time', () => {
    expect(() => parseLabelSelector(`a in (${'('.repeat(100_000)}`)).toThrowError();
  });
});

describe('field selectors', () => {
  const valueAt = (path: string): string | undefined =>
    ({ 'metadata.name': 'a,b', 'status.phase': 'Running' })[path];

  it.each([
    ['', true],
    ['status.phase=Running', true],
    ['status.phase==Running,metadata.name!=x', true],
    ['metadata.name=a\\,b', true],
    ['spec.nodeName=', true],
    ['status.phase!=Running', false],
  ])('%s', (text, expected) => {
    expect(matchesFields(parseFieldSelector(text), valueAt)).toBe(expected);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10 }), (value) => {
        const selector = [{ path: 'a.b', operator: '=' as const, value }];
        expect(parseFieldSelector(formatFieldSelector(selector))).toEqual(selector);
      }),
    );
    expect(() => parseFieldSelector('nonsense')).toThrowError("can't understand 'nonsense'");
  });
});
