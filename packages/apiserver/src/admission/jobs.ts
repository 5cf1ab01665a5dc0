import { type JsonObject, getOwn, getPath, getString, isObject } from '@fluxts/base';
import { labelSelectorOf, matchesLabels } from '@fluxts/kube';
import { ensureMapping, mappingAt, setDefault } from '../reading.ts';
import { invalid, notSupported, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, pathOf } from '../schema/field-path.ts';
import { isCronSchedule } from './cron-schedule.ts';
import { judgeUnchanged } from './immutable.ts';
import type { KindRules, Report } from './kind-rules.ts';
import { defaultPodSpec } from './pod-defaults.ts';
import { judgeChoice, judgePodSpec } from './pod-spec-rules.ts';
import { judgeNotNegative } from './workloads.ts';

function defaultJobSpec(spec: JsonObject): void {
  if (getOwn(spec, 'completions') === undefined && getOwn(spec, 'parallelism') === undefined) {
    spec['completions'] = 1;
  }
  setDefault(spec, 'parallelism', 1);
  setDefault(
    spec,
    'backoffLimit',
    getOwn(spec, 'backoffLimitPerIndex') === undefined ? 6 : 2147483647,
  );
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'manualSelector', false);
  setDefault(spec, 'podReplacementPolicy', 'TerminatingOrFailed');
  const template = ensureMapping(spec, 'template');
  ensureMapping(template, 'metadata');
  defaultPodSpec(ensureMapping(template, 'spec'));
}

function judgeJobSpec(spec: JsonObject, at: FieldPath | undefined, report: Report): void {
  const podSpec = mappingAt(spec, 'template', 'spec') ?? {};
  const podAt = fieldStep(fieldStep(at, 'template'), 'spec');
  judgePodSpec(podSpec, podAt, report);
  const policy = getString(podSpec, 'restartPolicy');
  if (policy !== 'OnFailure' && policy !== 'Never') {
    report(notSupported(fieldStep(podAt, 'restartPolicy'), policy ?? '', ['OnFailure', 'Never']));
  }
  judgeChoice(spec, 'completionMode', ['Indexed', 'NonIndexed'], at, report);
  for (const key of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ]) {
    const value = getOwn(spec, key);
    if (typeof value === 'number' && value < 0) {
      report(invalid(fieldStep(at, key), value, 'must be greater than or equal to 0'));
    }
  }
  if (spec['completionMode'] === 'Indexed' && getOwn(spec, 'completions') === undefined) {
    report(required(fieldStep(at, 'completions'), 'when completion mode is Indexed'));
  }
}

/** Labels that tie a job's pods to it; the old ones are kept beside the new. */
function controllerLabels(job: JsonObject): Record<string, string> {
  const uid = getString(job, 'metadata', 'uid') ?? '';
  const name = getString(job, 'metadata', 'name') ?? '';
  return {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
}

/** Jobs. */
export const jobRules: KindRules = {
  defaults(draft) {
    defaultJobSpec(ensureMapping(draft, 'spec'));
  },
  prepare(draft, old) {
    const spec = ensureMapping(draft, 'spec');
    if (old !== undefined || getOwn(spec, 'manualSelector') === true) return;
    const metadata = ensureMapping(ensureMapping(spec, 'template'), 'metadata');
    const labels = ensureMapping(metadata, 'labels');
    const own = controllerLabels(draft);
    for (const [key, value] of Object.entries(own)) labels[key] = value;
    const uidLabel = 'batch.kubernetes.io/controller-uid';
    spec['selector'] ??= { matchLabels: { [uidLabel]: own[uidLabel] ?? '' } };
  },
  validate(next, old, report) {
    const spec = mappingAt(next, 'spec') ?? {};
    judgeJobSpec(spec, pathOf('spec'), report);
    const selector = getOwn(spec, 'selector');
    const labels = getPath(spec, 'template', 'metadata', 'labels');
    const parsed = labelSelectorOf(selector);
    if (parsed !== undefined && !matchesLabels(parsed, isObject(labels) ? labels : {})) {
      const at = pathOf('spec', 'template', 'metadata', 'labels');
      report(
        invalid(at, isObject(labels) ? labels : {}, '`selector` does not match template `labels`'),
      );
    }
    const suspended = getPath(old, 'spec', 'suspend') === true;
    judgeUnchanged(next, old, ['spec', 'selector'], report);
    if (!suspended) judgeUnchanged(next, old, ['spec', 'template'], report);
    judgeUnchanged(next, old, ['spec', 'completionMode'], report);
    if (spec['completionMode'] !== 'Indexed') {
      judgeUnchanged(next, old, ['spec', 'completions'], report);
    }
  },
};

/** CronJobs. */
export const cronJobRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    setDefault(spec, 'concurrencyPolicy', 'Allow');
    setDefault(spec, 'suspend', false);
    setDefault(spec, 'successfulJobsHistoryLimit', 3);
    setDefault(spec, 'failedJobsHistoryLimit', 1);
    const template = ensureMapping(spec, 'jobTemplate');
    ensureMapping(template, 'metadata');
    const jobSpec = ensureMapping(template, 'spec');
    const podTemplate = ensureMapping(jobSpec, 'template');
    ensureMapping(podTemplate, 'metadata');
    defaultPodSpec(ensureMapping(podTemplate, 'spec'));
  },
  validate(next, _old, report) {
    const spec = mappingAt(next, 'spec') ?? {};
    const at = pathOf('spec');
    const schedule = getString(spec, 'schedule') ?? '';
    if (schedule !== '' && !isCronSchedule(schedule)) {
      const detail = `expected exactly 5 fields, found ${schedule.trim().split(/\s+/).length}: [${schedule}]`;
      report(invalid(fieldStep(at, 'schedule'), schedule, detail));
    }
    judgeChoice(spec, 'concurrencyPolicy', ['Allow', 'Forbid', 'Replace'], at, report);
    judgeNotNegative(
      next,
      ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
      report,
    );
    const jobSpec = mappingAt(spec, 'jobTemplate', 'spec') ?? {};
    judgeJobSpec(jobSpec, pathOf('spec', 'jobTemplate', 'spec'), report);
  },
};
