import { type JsonObject, getOwn, getPath, getString, isObject } from '@fluxts/base';
import { ensureMapping, mappingAt, mappingsAt, numberAt, setDefault } from '../reading.ts';
import { invalid, notSupported } from '../schema/field-error.ts';
import { fieldStep, pathOf } from '../schema/field-path.ts';
import { judgeOnlyChanged, judgeUnchanged } from './immutable.ts';
import type { KindRules, Report } from './kind-rules.ts';
import { defaultPodSpec } from './pod-defaults.ts';
import { judgeChoice, judgePodSpec } from './pod-spec-rules.ts';
import { judgeSelector } from './selectors.ts';

function defaultTemplate(spec: JsonObject): void {
  const template = ensureMapping(spec, 'template');
  ensureMapping(template, 'metadata');
  defaultPodSpec(ensureMapping(template, 'spec'));
}

function judgeTemplate(object: JsonObject, report: Report): void {
  const spec = mappingAt(object, 'spec', 'template', 'spec') ?? {};
  const at = pathOf('spec', 'template', 'spec');
  const claims = mappingsAt(object, 'spec', 'volumeClaimTemplates');
  judgePodSpec(
    spec,
    at,
    report,
    claims.map((claim) => getString(claim, 'metadata', 'name') ?? ''),
  );
  const policy = getString(spec, 'restartPolicy');
  if (policy !== undefined && policy !== 'Always') {
    report(notSupported(fieldStep(at, 'restartPolicy'), policy, ['Always']));
  }
}

/** Reports numbers of a spec that are below zero. */
export function judgeNotNegative(
  object: JsonObject,
  keys: readonly string[],
  report: Report,
): void {
  for (const key of keys) {
    const value = getPath(object, 'spec', key);
    if (typeof value === 'number' && value < 0) {
      report(invalid(pathOf('spec', key), value, 'must be greater than or equal to 0'));
    }
  }
}

/** Deployments. */
export const deploymentRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    const strategy = ensureMapping(spec, 'strategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy['type'] === 'RollingUpdate') {
      const rolling = ensureMapping(strategy, 'rollingUpdate');
      setDefault(rolling, 'maxUnavailable', '25%');
      setDefault(rolling, 'maxSurge', '25%');
    }
    setDefault(spec, 'revisionHistoryLimit', 10);
    setDefault(spec, 'progressDeadlineSeconds', 600);
    defaultTemplate(spec);
  },
  validate(next, old, report) {
    judgeSelector(next, report);
    judgeTemplate(next, report);
    judgeNotNegative(next, ['replicas', 'minReadySeconds', 'revisionHistoryLimit'], report);
    const strategy = mappingAt(next, 'spec', 'strategy') ?? {};
    judgeChoice(
      strategy,
      'type',
      ['Recreate', 'RollingUpdate'],
      pathOf('spec', 'strategy'),
      report,
    );
    if (strategy['type'] === 'Recreate' && getOwn(strategy, 'rollingUpdate') !== undefined) {
      report({
        reason: 'FieldValueForbidden',
        field: 'spec.strategy.rollingUpdate',
        message: "Forbidden: may not be specified when strategy `type` is 'Recreate'",
      });
    }
    if (
      numberAt(next, ['spec', 'progressDeadlineSeconds'], 600) <=
      numberAt(next, ['spec', 'minReadySeconds'])
    ) {
      const value = numberAt(next, ['spec', 'progressDeadlineSeconds']);
      report(
        invalid(
          pathOf('spec', 'progressDeadlineSeconds'),
          value,
          'must be greater than minReadySeconds',
        ),
      );
    }
    judgeUnchanged(next, old, ['spec', 'selector'], report);
  },
};

/** ReplicaSets. */
export const replicaSetRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    defaultTemplate(spec);
  },
  validate(next, old, report) {
    judgeSelector(next, report);
    judgeTemplate(next, report);
    judgeNotNegative(next, ['replicas', 'minReadySeconds'], report);
    judgeUnchanged(next, old, ['spec', 'selector'], report);
  },
};

/** ReplicationControllers, whose selector is a plain mapping that defaults to the template's labels. */
export const replicationControllerRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    defaultTemplate(spec);
    const labels = getPath(spec, 'template', 'metadata', 'labels');
    if (getOwn(spec, 'selector') === undefined && isObject(labels))
      spec['selector'] = { ...labels };
  },
  validate(next, _old, report) {
    judgeTemplate(next, report);
    judgeNotNegative(next, ['replicas', 'minReadySeconds'], report);
  },
};

/** DaemonSets. */
export const daemonSetRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    const strategy = ensureMapping(spec, 'updateStrategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy['type'] === 'RollingUpdate') {
      const rolling = ensureMapping(strategy, 'rollingUpdate');
      setDefault(rolling, 'maxUnavailable', 1);
      setDefault(rolling, 'maxSurge', 0);
    }
    setDefault(spec, 'revisionHistoryLimit', 10);
    defaultTemplate(spec);
  },
  validate(next, old, report) {
    judgeSelector(next, report);
    judgeTemplate(next, report);
    const strategy = mappingAt(next, 'spec', 'updateStrategy') ?? {};
    judgeChoice(
      strategy,
      'type',
      ['OnDelete', 'RollingUpdate'],
      pathOf('spec', 'updateStrategy'),
      report,
    );
    judgeUnchanged(next, old, ['spec', 'selector'], report);
  },
};

const statefulSetFree = [
  'minReadySeconds',
  'ordinals',
  'persistentVolumeClaimRetentionPolicy',
  'replicas',
  'revisionHistoryLimit',
  'template',
  'updateStrategy',
];

/** StatefulSets. */
export const statefulSetRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    setDefault(spec, 'replicas', 1);
    setDefault(spec, 'podManagementPolicy', 'OrderedReady');
    const strategy = ensureMapping(spec, 'updateStrategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy['type'] === 'RollingUpdate') {
      setDefault(ensureMapping(strategy, 'rollingUpdate'), 'partition', 0);
    }
    const retention = ensureMapping(spec, 'persistentVolumeClaimRetentionPolicy');
    setDefault(retention, 'whenDeleted', 'Retain');
    setDefault(retention, 'whenScaled', 'Retain');
    setDefault(spec, 'revisionHistoryLimit', 10);
    defaultTemplate(spec);
    for (const claim of mappingsAt(spec, 'volumeClaimTemplates')) {
      setDefault(claim, 'apiVersion', 'v1');
      setDefault(claim, 'kind', 'PersistentVolumeClaim');
      setDefault(ensureMapping(claim, 'spec'), 'volumeMode', 'Filesystem');
      setDefault(ensureMapping(claim, 'status'), 'phase', 'Pending');
    }
  },
  validate(next, old, report) {
    judgeSelector(next, report);
    judgeTemplate(next, report);
    judgeNotNegative(next, ['replicas', 'minReadySeconds'], report);
    const spec = mappingAt(next, 'spec') ?? {};
    judgeChoice(spec, 'podManagementPolicy', ['OrderedReady', 'Parallel'], pathOf('spec'), report);
    const fields = statefulSetFields;
    const detail = `updates to statefulset spec for fields other than ${fields} are forbidden`;
    judgeOnlyChanged(next, old, ['spec'], statefulSetFree, report, detail);
  },
};

const statefulSetFields =
  "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'";
