import type { Json, JsonObject } from '@fluxts/base';
import { rootSchema } from '@fluxts/kube';
import { describe, expect, it } from 'vitest';
import { Cel, type RuleProblem, SchemaRules } from '../src/index.ts';

const cel = new Cel();

function rulesOf(spec: JsonObject, problems: RuleProblem[] = []): SchemaRules | undefined {
  return SchemaRules.compile(cel, rootSchema({ type: 'object', properties: { spec } }), problems);
}

function object(spec: Json): JsonObject {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec };
}

function rule(text: string, more: JsonObject = {}): JsonObject {
  return { 'x-kubernetes-validations': [{ rule: text, ...more }] };
}

describe('validation rules of custom resources', () => {
  it('pass and refuse values, with their message', () => {
    const rules = rulesOf({
      type: 'object',
      properties: { min: { type: 'integer' }, max: { type: 'integer' } },
      ...rule('self.min <= self.max', { message: 'min must not exceed max', fieldPath: '.min' }),
    });
    expect(rules?.validate(object({ min: 1, max: 2 }), undefined)).toEqual([]);
    expect(rules?.validate(object({ min: 3, max: 2 }), undefined)).toEqual([
      {
        path: ['spec'],
        rule: 'self.min <= self.max',
        message: 'min must not exceed max',
        reason: 'FieldValueInvalid',
        fieldPath: '.min',
      },
    ]);
    expect(rules?.validate(object({ min: 3 }), undefined)[0]?.message).toBe(
      'no such key: max evaluating rule: min must not exceed max',
    );
  });

  it('build their message by an expression, or fall back', () => {
    const rules = (messageExpression: string) =>
      rulesOf({ type: 'integer', ...rule('self < 5', { messageExpression }) });
    const message = (expression: string) =>
      rules(expression)?.validate(object(7), undefined)[0]?.message;
    expect(message('"must be below 5, is " + string(self)')).toBe('must be below 5, is 7');
    expect(message('"two\\nlines"')).toBe('failed rule: self < 5');
    expect(message('string(self / 0)')).toBe('failed rule: self < 5');
  });

  it('compare with the value before', () => {
    const frozen = rulesOf({
      type: 'string',
      ...rule('self == oldSelf', { message: 'is immutable' }),
    });
    expect(frozen?.validate(object('a'), undefined)).toEqual([]);
    expect(frozen?.validate(object('a'), object('a'))).toEqual([]);
    expect(frozen?.validate(object('b'), object('a'))[0]?.message).toBe('is immutable');
    const optional = rulesOf({
      type: 'string',
      ...rule('oldSelf.hasValue() || self == "first"', { optionalOldSelf: true }),
    });
    expect(optional?.validate(object('first'), undefined)).toEqual([]);
    expect(optional?.validate(object('other'), undefined)).toHaveLength(1);
    expect(optional?.validate(object('other'), object('first'))).toEqual([]);
    const inside = rulesOf({
      type: 'string',
      ...rule('!oldSelf.hasValue() || oldSelf.value().size() < self.size()', {
        optionalOldSelf: true,
      }),
    });
    expect(inside?.validate(object('any'), undefined)).toEqual([]);
    expect(inside?.validate(object('longer'), object('long'))).toEqual([]);
    expect(inside?.validate(object('any'), object('long'))).toHaveLength(1);
  });

  it('reach into fields, maps and lists, and pair the items of keyed lists', () => {
    const rules = rulesOf({
      type: 'object',
      properties: {
        ports: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            properties: { name: { type: 'string' }, port: { type: 'integer' } },
            ...rule('self.port == oldSelf.port'),
          },
        },
        limits: { type: 'object', additionalProperties: { type: 'integer', ...rule('self > 0') } },
      },
    });
    const spec = (first: number, limit: number): JsonObject =>
      object({
        ports: [
          { name: 'new', port: 1 },
          { name: 'a', port: first },
        ],
        limits: { cpu: limit },
      });
    const before = object({ ports: [{ name: 'a', port: 80 }] });
    expect(rules?.validate(spec(80, 1), before)).toEqual([]);
    expect(rules?.validate(spec(81, 0), before).map((violation) => violation.path)).toEqual([
      ['spec', 'ports', 1],
      ['spec', 'limits', 'cpu'],
    ]);
  });

  it('see values by their schema, under escaped names', () => {
    const rules = rulesOf({
      type: 'object',
      properties: {
        'max-surge': { 'x-kubernetes-int-or-string': true },
        ratio: { type: 'number' },
        at: { type: 'string', format: 'date-time' },
        every: { type: 'string', format: 'duration' },
        namespace: { type: 'string' },
      },
      ...rule(
        'self.max__dash__surge == 1 && self.ratio / 2.0 == 0.5 && self.at > timestamp("2020-01-01T00:00:00Z") && self.every < duration("2h") && self.__namespace__ == "x"',
      ),
    });
    const spec = {
      'max-surge': 1,
      ratio: 1,
      at: '2024-01-01T00:00:00Z',
      every: '1h30m',
      namespace: 'x',
    };
    expect(rules?.validate(object(spec), undefined)).toEqual([]);
  });

  it('report what cannot be compiled, and go on', () => {
    const problems: RuleProblem[] = [];
    const rules = rulesOf(
      {
        type: 'integer',
        'x-kubernetes-validations': [
          { rule: 'self >' },
          { rule: 'other == 1' },
          { rule: 'self > 0' },
        ],
      },
      problems,
    );
    expect(problems.map(({ path, rule, error }) => [path, rule, error.code])).toEqual([
      ['spec', 'self >', 'Syntax'],
      ['spec', 'other == 1', 'Type'],
    ]);
    expect(rules?.validate(object(0), undefined)).toHaveLength(1);
    expect(rulesOf({ type: 'integer' })).toBeUndefined();
  });
});
