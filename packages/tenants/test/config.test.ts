import { describe, expect, test } from 'vitest';
import { parseTenantsConfig } from '@fluxts/tenants';
import { azureText } from './sample.ts';

const base = 'environment: dev\nclusterId: c\nprovider: github\norganization: o\n';

describe('mistakes are named with their line', () => {
  test.each([
    ['organization: o\n  x: 1', /^tenants\.yaml: .*/],
    [`${base}namespaces: {}`, /^tenants\.yaml:5: namespaces must be array$/],
    [
      `${base}namespaces: []\nextra: 1`,
      /^tenants\.yaml:\d: the file has an unknown field 'extra'$/,
    ],
    [
      `${base}namespaces:\n- name: Tenant_1\n  repository: r`,
      /^tenants\.yaml:6: namespaces\[0\]\.name must match pattern/,
    ],
    [
      `${base}namespaces:\n- name: t`,
      /^tenants\.yaml:6: namespaces\[0\] lacks the field 'repository'$/,
    ],
    [
      `${base}namespaces:\n- {name: t, repository: ../x}`,
      /namespaces\[0\]\.repository must match pattern/,
    ],
    [
      `${base}namespaces:\n- {name: t, repository: r}\n- {name: t, repository: q}`,
      /^tenants\.yaml:7: namespaces\[1\]\.name 't' is there twice$/,
    ],
    [
      `${base}namespaces:\n- {name: kube-system, repository: r}`,
      /'kube-system' belongs to the platform/,
    ],
    [
      `${base}namespaces:\n- {name: t, repository: Fleet-Infra}`,
      /'Fleet-Infra' is the fleet repository/,
    ],
    [
      `${base}notifications: {}\nnamespaces: []`,
      /^tenants\.yaml:5: notifications needs the Provider kind/,
    ],
    [base.replace('github', 'azuredevops') + 'namespaces: []', /lacks the field 'project'/],
    [
      `${base}namespaces:\n- {name: t, repository: r, roleBindings: [{name: gotk-reconciler, role: x, subjects: [{kind: User, name: u}]}]}`,
      /choose another name/,
    ],
  ])('%#', (text, message) => {
    expect(() => parseTenantsConfig(text, 'tenants.yaml')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) }),
    );
  });

  test('all at once', () => {
    const text = azureText
      .replace('environment: dev', 'environment: [dev]')
      .replace('createCRDs: true', 'createCRDs: 3');
    expect(() => parseTenantsConfig(text, 'tenants.yaml')).toThrow(
      'tenants.yaml:1: environment must be string\ntenants.yaml:13: namespaces[1].createCRDs must be boolean',
    );
  });
});
