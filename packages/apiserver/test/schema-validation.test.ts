import type { Json, JsonObject } from '@fluxts/base';
import { rootSchema } from '@fluxts/kube';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateLists } from '../src/schema/lists.ts';
import { compileSchema } from '../src/schema/node.ts';
import { CustomRules } from '../src/schema/rules.ts';
import { validateSchema } from '../src/schema/validate.ts';

function complaints(spec: Json, schema: JsonObject, old?: Json): string[] {
  const node = compileSchema({ type: 'object', properties: { spec: schema } });
  const before = old === undefined ? undefined : { spec: old };
  return validateSchema({ spec }, node, undefined, before).map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

describe('the words of the real server', () => {
  const cases: readonly [what: string, value: Json, schema: JsonObject, expected: string[]][] = [
    [
      'type',
      5,
      { type: 'string' },
      ['spec: Invalid value: "integer": spec in body must be of type string: "integer"'],
    ],
    [
      'type of null',
      null,
      { type: 'string' },
      ['spec: Invalid value: "null": spec in body must be of type string: "null"'],
    ],
    [
      'type with a format',
      true,
      { type: 'integer', format: 'int64' },
      ['spec: Invalid value: "": spec in body must be of type int64: ""'],
    ],
    [
      'pattern',
      'x',
      { type: 'string', pattern: '^a$' },
      ['spec: Invalid value: "x": spec in body should match \'^a$\''],
    ],
    [
      'enum',
      'x',
      { type: 'string', enum: ['a', 'b'] },
      ['spec: Unsupported value: "x": supported values: "a", "b"'],
    ],
    ['required', {}, { type: 'object', required: ['interval'] }, ['spec.interval: Required value']],
    [
      'minLength',
      '',
      { type: 'string', minLength: 1 },
      ['spec: Invalid value: "": spec in body should be at least 1 chars long'],
    ],
    [
      'maxLength',
      'abc',
      { type: 'string', maxLength: 2 },
      ['spec: Too long: may not be more than 2 bytes'],
    ],
    [
      'minimum',
      0,
      { type: 'integer', minimum: 1 },
      ['spec: Invalid value: 0: spec in body should be greater than or equal to 1'],
    ],
    [
      'exclusiveMaximum',
      5,
      { type: 'integer', maximum: 5, exclusiveMaximum: true },
      ['spec: Invalid value: 5: spec in body should be less than 5'],
    ],
    [
      'multipleOf',
      5,
      { type: 'integer', multipleOf: 2 },
      ['spec: Invalid value: 5: spec in body should be a multiple of 2'],
    ],
    [
      'maxItems',
      [1, 2],
      { type: 'array', maxItems: 1, items: { type: 'integer' } },
      ['spec: Too many: 2: must have at most 1 items'],
    ],
    [
      'minItems',
      [],
      { type: 'array', minItems: 1, items: {} },
      ['spec: Invalid value: 0: spec in body should have at least 1 items'],
    ],
    [
      'maxProperties',
      { a: 1, b: 2 },
      { type: 'object', maxProperties: 1 },
      ['spec: Too many: 2: must have at most 1 items'],
    ],
    [
      'format',
      'x',
      { type: 'string', format: 'date-time' },
      ['spec: Invalid value: "x": spec in body must be of type date-time: "x"'],
    ],
    [
      'item',
      ['a', 1],
      { type: 'array', items: { type: 'string' } },
      ['spec[1]: Invalid value: "integer": spec[1] in body must be of type string: "integer"'],
    ],
    [
      'oneOf',
      { a: 1, b: 1 },
      { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] },
      [
        '<nil>: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives',
      ],
    ],
    [
      'anyOf',
      {},
      { type: 'object', anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      [
        '<nil>: Invalid value: "": "spec" must validate at least one schema (anyOf)',
        'spec.a: Required value',
      ],
    ],
    [
      'not',
      'x',
      { type: 'string', not: { enum: ['x'] } },
      ['<nil>: Invalid value: "": "spec" must not validate the schema (not)'],
    ],
    [
      'allOf',
      'x',
      { type: 'string', allOf: [{ minLength: 2 }, { maxLength: 9 }] },
      [
        'spec: Invalid value: "x": spec in body should be at least 2 chars long',
        '<nil>: Invalid value: "": "spec" must validate all the schemas (allOf)',
      ],
    ],
  ];

  test.each(cases)('%s', (_what, value, schema, expected) => {
    expect(complaints(value, schema)).toEqual(expected);
  });
});

test('what is fine has no complaint', () => {
  expect(complaints(null, { type: 'string', nullable: true })).toEqual([]);
  expect(complaints(1, { type: 'number' })).toEqual([]);
  expect(complaints(2n ** 60n, { type: 'integer', format: 'int64' })).toEqual([]);
  expect(complaints('50%', { 'x-kubernetes-int-or-string': true })).toEqual([]);
  expect(complaints(50, { 'x-kubernetes-int-or-string': true })).toEqual([]);
  expect(
    complaints({ any: [1] }, { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
  ).toEqual([]);
  expect(complaints('𝒳𝒳', { type: 'string', maxLength: 2 })).toEqual([]);
});

test('a pattern is matched in linear time, and in the syntax of RE2', () => {
  const bomb = { type: 'string', pattern: '^(a+)+$' };
  const started = performance.now();
  expect(complaints(`${'a'.repeat(20_000)}b`, bomb)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(2000);
  expect(complaints('AB', { type: 'string', pattern: '(?i)^ab$' })).toEqual([]);
});

test('keys that every object has by nature are data', () => {
  const schema = { type: 'object', additionalProperties: { type: 'string' } };
  const value = JSON.parse('{"__proto__": 5, "constructor": "x"}') as Json;
  expect(complaints(value, schema)).toEqual([
    'spec.__proto__: Invalid value: "integer": spec.__proto__ in body must be of type string: "integer"',
  ]);
  expect(complaints({}, { type: 'object', required: ['constructor'] })).toEqual([
    'spec.constructor: Required value',
  ]);
});

test('an update may keep what a tightened schema would refuse', () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string', maxLength: 2 }, other: { type: 'string', maxLength: 2 } },
  };
  expect(complaints({ name: 'long', other: 'b' }, schema, { name: 'long', other: 'a' })).toEqual(
    [],
  );
  expect(
    complaints({ name: 'longer', other: 'b' }, schema, { name: 'long', other: 'a' }),
  ).toHaveLength(1);
});

test('any value can be judged by any schema', () => {
  const node = compileSchema({
    type: 'object',
    properties: {
      a: { type: 'array', items: { type: 'string', minLength: 1 } },
      b: { type: 'integer' },
    },
    additionalProperties: false,
  });
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const { field, message } of validateSchema(value as Json, node)) {
        expect(field).not.toBe('');
        expect(message).not.toBe('');
      }
    }),
  );
});

describe('lists', () => {
  const schema = compileSchema({
    type: 'object',
    properties: {
      set: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
      map: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name', 'protocol'],
        items: {
          type: 'object',
          properties: { name: { type: 'string' }, protocol: { type: 'string', default: 'TCP' } },
        },
      },
      embedded: { type: 'object', 'x-kubernetes-embedded-resource': true },
    },
  });
  const texts = (value: JsonObject): string[] =>
    validateLists(value, schema).map(({ field, message }) => `${field}: ${message}`);

  test('of type set and map hold nothing twice', () => {
    expect(texts({ set: ['a', 'b', 'a'] })).toEqual(['set[2]: Duplicate value: "a"']);
    const twice = [{ name: 'x' }, { name: 'x', protocol: 'UDP' }, { protocol: 'TCP', name: 'x' }];
    expect(texts({ map: twice })).toEqual([
      'map[2]: Duplicate value: {"name":"x","protocol":"TCP"}',
    ]);
  });

  test('and embedded objects have a kind', () => {
    expect(texts({ embedded: { kind: 'X' } })).toEqual([
      'embedded.apiVersion: Required value: must not be empty',
    ]);
  });
});

describe('rules', () => {
  const rulesOf = (spec: JsonObject): CustomRules => {
    const schema = { type: 'object', properties: { spec: { type: 'object', ...spec } } };
    return new CustomRules(rootSchema(schema), compileSchema(schema));
  };
  const texts = (rules: CustomRules, spec: JsonObject, old?: JsonObject): string[] =>
    rules
      .check({ spec }, old === undefined ? undefined : { spec: old })
      .map(({ reason, field, message }) => `${reason} ${field}: ${message}`);

  test('say what they are about in their own words', () => {
    const rules = rulesOf({
      properties: { min: { type: 'integer' }, max: { type: 'integer' } },
      'x-kubernetes-validations': [
        { rule: 'self.min <= self.max', message: 'min must not exceed max' },
        {
          rule: 'self.max < 100',
          messageExpression: '"max is " + string(self.max)',
          reason: 'FieldValueForbidden',
          fieldPath: '.max',
        },
      ],
    });
    expect(texts(rules, { min: 1, max: 2 })).toEqual([]);
    expect(texts(rules, { min: 5, max: 2 })).toEqual([
      'FieldValueInvalid spec: Invalid value: "object": min must not exceed max',
    ]);
    expect(texts(rules, { min: 5, max: 200 })).toEqual([
      'FieldValueForbidden spec.max: Forbidden: max is 200',
    ]);
  });

  test('that look back are asked on updates only', () => {
    const rules = rulesOf({
      properties: {
        url: {
          type: 'string',
          'x-kubernetes-validations': [{ rule: 'self == oldSelf', message: 'is immutable' }],
        },
      },
    });
    expect(texts(rules, { url: 'a' })).toEqual([]);
    expect(texts(rules, { url: 'b' }, { url: 'a' })).toEqual([
      'FieldValueInvalid spec.url: Invalid value: "string": is immutable',
    ]);
  });

  test('that look back may ask for what need not be there', () => {
    const rules = rulesOf({
      properties: { size: { type: 'integer' } },
      'x-kubernetes-validations': [
        {
          rule: '!oldSelf.hasValue() || self.size >= oldSelf.value().size',
          optionalOldSelf: true,
          message: 'must not shrink',
        },
      ],
    });
    expect(texts(rules, { size: 1 })).toEqual([]);
    expect(texts(rules, { size: 1 }, { size: 2 })).toEqual([
      'FieldValueInvalid spec: Invalid value: "object": must not shrink',
    ]);
  });

  test('without a message name themselves, and one that fails is a complaint', () => {
    const rules = rulesOf({
      properties: { a: { type: 'string' } },
      'x-kubernetes-validations': [{ rule: 'has(self.a)' }],
    });
    expect(texts(rules, {})).toEqual([
      'FieldValueInvalid spec: Invalid value: "object": failed rule: has(self.a)',
    ]);
  });
});
