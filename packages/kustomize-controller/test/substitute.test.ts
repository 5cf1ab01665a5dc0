import { inspect } from 'node:util';
import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import type { Substitution } from '../src/job/build-job.ts';
import { substituteVariables } from '../src/job/substitute.ts';

function configMap(data: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', ...metadata }, data };
}

function substitution(variables: Record<string, string>, strict = true): Substitution {
  return { variables, strict };
}

describe('post-build substitution', () => {
  it('replaces variables, and lets a value become what it looks like', () => {
    const object = configMap({ a: '${host}', b: 'x-${zone:=eu}', c: '$${kept}', d: '${count}' });
    const { data } = substituteVariables(object, substitution({ host: 'example.org', count: '3' }));
    expect(data).toEqual({ a: 'example.org', b: 'x-eu', c: '${kept}', d: 3 });
    expect(object['data']).toMatchObject({ a: '${host}' });
  });

  it('leaves bare dollars and other brackets alone', () => {
    const data = { a: '$HOME and $(pwd)', b: 'no variables' };
    expect(substituteVariables(configMap(data), substitution({ x: 'y' }))['data']).toEqual(data);
  });

  it.each(['labels', 'annotations'])('is switched off by %s', (where) => {
    const off = { [where]: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } };
    const object = configMap({ a: '${host}' }, off);
    expect(substituteVariables(object, substitution({ host: 'h' }))).toBe(object);
  });

  it('fails for a variable that is not set, unless it is lenient', () => {
    const object = configMap({ a: '${missing}' });
    expect(() => substituteVariables(object, substitution({ x: 'y' }))).toThrow(
      `post build failed for 'ConfigMap.v1.[noGrp]/app': envsubst error: variable substitution failed: variable not set (strict mode): "missing"`,
    );
    const lenient = substituteVariables(object, substitution({ x: 'y' }, false));
    expect(lenient['data']).toEqual({ a: null });
  });

  it('fails for a name that no variable can have', () => {
    expect(() => substituteVariables(configMap({}), substitution({ 'a.b': 'c' }))).toThrow(
      `post build failed for 'ConfigMap.v1.[noGrp]/app': envsubst error: 'a.b' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'`,
    );
  });

  it.each([
    '*hunter2',
    '!!int hunter2',
    '"hunter2',
    'x: hunter2: y',
    '{hunter2',
    '&hunter2 *hunter2',
  ])('tells nothing of a value that breaks the YAML: %s', (secret) => {
    const object = configMap({ a: '${secret}' });
    let told = '';
    try {
      substituteVariables(object, substitution({ secret }));
    } catch (error) {
      told = inspect(error);
    }
    expect(told).toContain(
      "post build failed for 'ConfigMap.v1.[noGrp]/app': the manifest is not valid YAML any more at line",
    );
    expect(told).not.toContain('hunter2');
  });

  it('cannot be made to look outside the variables', () => {
    const object = configMap({ a: '${constructor:-none}', b: '${__proto__:-none}' });
    expect(substituteVariables(object, substitution({ x: 'y' }))['data']).toEqual({
      a: 'none',
      b: 'none',
    });
  });
});
