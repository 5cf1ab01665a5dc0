import { getPath, getString, type JsonObject } from '@fluxts/base';
import { customResourceDefinitions } from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';

function versions(plural: string): JsonObject[] {
  const crd = customResourceDefinitions().find(
    (one) => getString(one, 'spec', 'names', 'plural') === plural,
  );
  return getPath(crd, 'spec', 'versions') as JsonObject[];
}

describe('the CustomResourceDefinitions', () => {
  it('serve every version, store v1 and convert nothing', () => {
    for (const crd of customResourceDefinitions()) {
      expect(getPath(crd, 'spec', 'conversion')).toEqual({ strategy: 'None' });
      const served = getPath(crd, 'spec', 'versions') as JsonObject[];
      expect(served.map((v) => [v['name'], v['served'], v['storage']])).toEqual([
        ['v1', true, true],
        ['v1beta2', true, false],
        ['v1beta1', true, false],
      ]);
      for (const version of served) {
        expect(version['subresources']).toEqual({ status: {} });
        // A deprecation would make kubectl warn at every apply of a manifest written years ago.
        expect(version).not.toHaveProperty('deprecated');
      }
    }
  });

  it.each([
    ['gitrepositories', ['URL', 'Ready', 'Status', 'Age']],
    ['kustomizations', ['Ready', 'Status', 'Age']],
  ])('print the same columns of %s in every version, the age last', (plural, columns) => {
    for (const version of versions(plural)) {
      const printed = version['additionalPrinterColumns'] as JsonObject[];
      expect(printed.map((column) => column['name'])).toEqual(columns);
    }
  });

  it('keep a field that is gone, without its constraints', () => {
    const field = (index: number): unknown =>
      getPath(
        versions('gitrepositories')[index],
        'schema',
        'openAPIV3Schema',
        'properties',
        'spec',
        'properties',
        'gitImplementation',
      );
    expect(field(0)).toEqual({
      description: 'Deprecated, of v1beta2 and older. The git library to use. Has no effect.',
      type: 'string',
    });
    expect(field(2)).toMatchObject({ default: 'go-git', enum: ['go-git', 'libgit2'] });
  });

  it('cannot be changed by whoever gets them', () => {
    expect(Object.isFrozen(versions('kustomizations')[0]?.['schema'])).toBe(true);
  });
});
