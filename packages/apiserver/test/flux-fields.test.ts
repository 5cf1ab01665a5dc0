import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Json, type JsonObject, getPath, isObject, jsonClone } from '@fluxts/base';
import { parse } from '@fluxts/yaml';
import { describe, expect, test } from 'vitest';
import { servedVersions } from '../src/crd/served.ts';
import { nextStatus } from '../src/crd/status.ts';
import { type ResourceInfo, apiVersionOf } from '../src/resource.ts';
import { contextFor } from './support/complaints.ts';

/*
 * Holds the served definitions against the table of every field of Flux's own: what it says is required,
 * defaulted or one of some words must be so here. Skipped where the table is missing.
 */
const shared = process.env['FLUXTS_SHARED'] ?? resolve(import.meta.dirname, '../../../../shared');
const table = join(shared, 'flux/fields.tsv');

interface Field {
  readonly kind: string;
  readonly apiVersion: string;
  readonly path: readonly string[];
  readonly required: boolean;
  readonly default: string;
  readonly words: readonly string[];
  readonly pattern: string | undefined;
  readonly type: string;
  readonly file: string;
}

function readFields(): readonly Field[] {
  if (!existsSync(table)) return [];
  const [, ...lines] = readFileSync(table, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [
      kind = '',
      apiVersion = '',
      path = '',
      type = '',
      required = '',
      initial = '',
      words = '',
      constraints = '',
      ,
      file = '',
    ] = line.split('\t');
    return {
      kind,
      apiVersion,
      type,
      path: path.split('.'),
      required: required === 'required',
      default: initial,
      words: words === '' ? [] : words.split('|'),
      pattern: /(?:^| ; )pattern=(.*?)(?: ; |$)/.exec(constraints)?.[1],
      file,
    };
  });
}

const fields = readFields();
const served = new Map<string, ResourceInfo>();
for (const file of new Set(fields.map((field) => field.file))) {
  const definition = parse(readFileSync(join(shared, 'flux/crds', file), 'utf8')) as JsonObject;
  const status = nextStatus(definition, [], new Date(0)) ?? {};
  for (const info of servedVersions({ ...definition, status })) {
    served.set(`${apiVersionOf(info)} ${info.kind}`, info);
  }
}

/** An object with a value at a path, or with everything up to it where there is no value. */
function objectWith(field: Field, value: Json | undefined): JsonObject {
  const object: JsonObject = {
    apiVersion: field.apiVersion,
    kind: field.kind,
    metadata: { name: 'x' },
  };
  let at: JsonObject = object;
  for (const [index, step] of field.path.entries()) {
    const last = index === field.path.length - 1;
    const list = step.endsWith('[]');
    const name = step.replace(/\[\]$/, '');
    if (last) {
      if (value !== undefined) at[name] = list ? [value] : value;
      return object;
    }
    const next: JsonObject = {};
    at[name] = list ? [next] : next;
    at = next;
  }
  return object;
}

function placeOf(field: Field): string {
  return field.path.map((step) => step.replace(/\[\]$/, '[0]')).join('.');
}

function complaintsAbout(info: ResourceInfo, object: JsonObject): readonly string[] {
  const { causes } = info.behaviour.validate(object, undefined, contextFor());
  return causes.map((cause) => `${cause.field}: ${cause.message}`);
}

const byVersion = [...served].filter(([key]) =>
  fields.some((field) => key === `${field.apiVersion} ${field.kind}`),
);

describe.skipIf(byVersion.length === 0)('the fields of', () => {
  test.each(byVersion)('%s', (key, info) => {
    const own = fields.filter((field) => `${field.apiVersion} ${field.kind}` === key);
    // Maps with keys of the user's own are written in ways that no object has.
    for (const field of own.filter(({ path }) => !path.some((step) => /[^\w[\]]/.test(step)))) {
      const place = placeOf(field);
      const empty = objectWith(field, undefined);
      if (field.default !== '') {
        const defaulted = jsonClone(empty);
        info.behaviour.applyDefaults(defaulted);
        const path = field.path.flatMap((step) =>
          step.endsWith('[]') ? [step.slice(0, -2), 0] : [step],
        );
        const expected = JSON.parse(field.default) as Json;
        // A default that is an object takes on the defaults of its own fields.
        const matcher = isObject(expected) ? expect.objectContaining(expected) : expected;
        expect(getPath(defaulted, ...path), place).toEqual(matcher);
      } else if (field.required) {
        expect(complaintsAbout(info, empty), place).toContain(`${place}: Required value`);
      }
      if (field.type !== 'string') continue;
      if (field.words.length > 0) {
        const words = field.words.map((word) => JSON.stringify(word)).join(', ');
        const complaint = `${place}: Unsupported value: "§": supported values: ${words}`;
        expect(complaintsAbout(info, objectWith(field, '§')), place).toContain(complaint);
      } else if (field.pattern !== undefined) {
        const complaint = `${place}: Invalid value: "§": ${place} in body should match '${field.pattern}'`;
        expect(complaintsAbout(info, objectWith(field, '§')), place).toContain(complaint);
      }
    }
  });
});
