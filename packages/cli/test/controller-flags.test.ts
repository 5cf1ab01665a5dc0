import { describe, expect, it } from 'vitest';
import { readFeatureGates } from '../src/controller/feature-gates.ts';
import { proxyFromEnvironment } from '../src/controller/proxy-from-environment.ts';

describe('--feature-gates', () => {
  it('takes Flux’s names, those that change nothing here as well', () => {
    expect(
      readFeatureGates(['StrictPostBuildSubstitutions=false', 'CacheSecretsAndConfigMaps=true']),
    ).toEqual({ strictPostBuildSubstitutions: false });
  });

  it.each([
    'Nope=true',
    'constructor=true',
    'DisableFailFastBehavior',
    'DisableFailFastBehavior=1',
  ])('refuses %s', (gate) => {
    expect(() => readFeatureGates([gate])).toThrow(`feature gate '${gate}' is not known`);
  });
});

describe('the proxy of the environment', () => {
  const proxyFor = (env: Readonly<Record<string, string>>, url: string) =>
    proxyFromEnvironment(env)(new URL(url));
  const env = {
    HTTP_PROXY: 'http://proxy:1',
    https_proxy: 'http://proxy:2',
    NO_PROXY: '.svc, internal.example.com,host:8443',
  };

  it('is that of the scheme', () => {
    expect(proxyFor(env, 'http://example.com')).toBe('http://proxy:1');
    expect(proxyFor(env, 'https://example.com')).toBe('http://proxy:2');
    expect(proxyFor({}, 'https://example.com')).toBeUndefined();
    expect(proxyFor(env, 'ssh://example.com')).toBeUndefined();
  });

  it('is not for loopback, nor for what NO_PROXY names', () => {
    for (const url of [
      'http://localhost:80',
      'http://127.0.0.1',
      'http://[::1]',
      'https://a.b.svc',
      'https://internal.example.com',
      'https://x.internal.example.com',
      'https://host:8443',
    ]) {
      expect(proxyFor(env, url)).toBeUndefined();
    }
    expect(proxyFor(env, 'https://host')).toBe('http://proxy:2');
    expect(proxyFor(env, 'https://notinternal.example.com')).toBe('http://proxy:2');
    expect(proxyFor({ ...env, NO_PROXY: '*' }, 'https://example.com')).toBeUndefined();
  });
});
