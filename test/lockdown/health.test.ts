import { type Clock, systemClock } from '@fluxts/runtime';
import { type Attempt, configMap, suiteOf } from './attempts.ts';
import { attacker, victim, victimsPassword } from './platform.ts';
import { deployVictim } from './victim.ts';

const kustomization = 'kustomize.toolkit.fluxcd.io/v1';

/** A health check takes half a minute at the least before it gives up; here that is over at once. */
const hurried: Clock = {
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms === 30_000 ? 500 : ms, callback),
};

const attempts: Attempt[] = [
  {
    tries: 'to learn the health of an object of another tenant',
    files: { 'a.yaml': configMap('curious', attacker) },
    spec: {
      healthChecks: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'private', namespace: victim }],
    },
    denied: { reason: 'HealthCheckFailed', message: /ConfigMap\/team-b\/private.*forbidden/is },
    without: 'passes',
  },
  {
    tries: 'to read an object of another tenant with an expression of a health check',
    files: { 'a.yaml': configMap('reading', attacker) },
    spec: {
      healthChecks: [
        { apiVersion: kustomization, kind: 'Kustomization', name: 'app', namespace: victim },
      ],
      healthCheckExprs: [
        {
          apiVersion: kustomization,
          kind: 'Kustomization',
          current: `spec.postBuild.substitute.password == '${victimsPassword}'`,
        },
      ],
    },
    denied: {
      reason: 'HealthCheckFailed',
      message: /Kustomization\/team-b\/app.*forbidden/is,
    },
    without: 'passes',
  },
];

suiteOf('what a tenant has looked at', attempts, deployVictim, hurried);
