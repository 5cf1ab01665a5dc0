import { type JsonObject, getOwn, getPath, getString } from '@fluxts/base';
import { mappingAt, mappingsAt, setDefault, stringsAt } from '../reading.ts';
import { invalid, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, indexStep, pathOf } from '../schema/field-path.ts';
import { judgeUnchanged } from './immutable.ts';
import type { KindRules, Report } from './kind-rules.ts';
import { judgeChoice } from './pod-spec-rules.ts';

const pathTypes = ['Exact', 'ImplementationSpecific', 'Prefix'];

/** Ingresses. */
export const ingressRules: KindRules = {
  validate(next, _old, report) {
    const rules = mappingsAt(next, 'spec', 'rules');
    const fallback = mappingAt(next, 'spec', 'defaultBackend');
    if (rules.length === 0 && fallback === undefined) {
      const detail = 'either `defaultBackend` or `rules` must be specified';
      report(invalid(pathOf('spec'), {}, detail));
    }
    if (fallback !== undefined) judgeBackend(fallback, pathOf('spec', 'defaultBackend'), report);
    for (const [index, rule] of rules.entries()) {
      judgeRule(rule, indexStep(pathOf('spec', 'rules'), index), report);
    }
  },
};

function judgeRule(rule: JsonObject, at: FieldPath, report: Report): void {
  const host = getString(rule, 'host') ?? '';
  const plain = host.startsWith('*.') ? host.slice(2) : host;
  if (host !== '' && !/^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(plain)) {
    const detail = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
    report(invalid(fieldStep(at, 'host'), host, detail));
  }
  const http = mappingAt(rule, 'http');
  if (http === undefined) return;
  const pathsAt = fieldStep(fieldStep(at, 'http'), 'paths');
  const paths = mappingsAt(http, 'paths');
  if (paths.length === 0) report(required(pathsAt));
  for (const [index, entry] of paths.entries()) {
    const place = indexStep(pathsAt, index);
    judgeChoice(entry, 'pathType', pathTypes, place, report);
    const path = getString(entry, 'path') ?? '';
    const mustBeAbsolute =
      entry['pathType'] === 'Exact' || entry['pathType'] === 'Prefix' || path !== '';
    if (mustBeAbsolute && !path.startsWith('/')) {
      report(invalid(fieldStep(place, 'path'), path, 'must be an absolute path'));
    }
    judgeBackend(mappingAt(entry, 'backend') ?? {}, fieldStep(place, 'backend'), report);
  }
}

function judgeBackend(backend: JsonObject, at: FieldPath | undefined, report: Report): void {
  const service = mappingAt(backend, 'service');
  const resource = mappingAt(backend, 'resource');
  if (service === undefined && resource === undefined) {
    report(required(at, 'port name or number is required'));
  }
  if (service === undefined) return;
  const place = fieldStep(fieldStep(at, 'service'), 'port');
  const name = getString(service, 'port', 'name') ?? '';
  const number = getPath(service, 'port', 'number');
  if (name === '' && (number === undefined || number === 0)) {
    report(required(place, 'port name or number is required'));
  }
}

/** IngressClasses. */
export const ingressClassRules: KindRules = {
  defaults(draft) {
    const parameters = mappingAt(draft, 'spec', 'parameters');
    if (parameters !== undefined) setDefault(parameters, 'scope', 'Cluster');
  },
  validate(next, old, report) {
    if ((getString(next, 'spec', 'controller') ?? '') === '' && old === undefined) {
      report(required(pathOf('spec', 'controller')));
    }
    judgeUnchanged(next, old, ['spec', 'controller'], report);
  },
};

/** NetworkPolicies. */
export const networkPolicyRules: KindRules = {
  defaults(draft) {
    const spec = mappingAt(draft, 'spec');
    if (spec === undefined) return;
    for (const direction of ['ingress', 'egress']) {
      for (const rule of mappingsAt(spec, direction)) {
        for (const port of mappingsAt(rule, 'ports')) setDefault(port, 'protocol', 'TCP');
      }
    }
    if (stringsAt(spec, 'policyTypes').length > 0) return;
    spec['policyTypes'] =
      getOwn(spec, 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
  },
  validate(next, _old, report) {
    for (const [index, type] of stringsAt(next, 'spec', 'policyTypes').entries()) {
      judgeChoice(
        { [index]: type },
        String(index),
        ['Egress', 'Ingress'],
        pathOf('spec', 'policyTypes'),
        report,
      );
    }
  },
};
