import { type Json, type JsonObject, getOwn, getString, jsonClone, jsonEqual } from '@fluxts/base';
import { forbidden as forbiddenError } from '../api-error.ts';
import { ensureMapping, mappingAt, mappingsAt, setDefault } from '../reading.ts';
import type { GroupResource, WriteContext } from '../resource.ts';
import { forbidden } from '../schema/field-error.ts';
import { pathOf } from '../schema/field-path.ts';
import type { KindRules, Report } from './kind-rules.ts';
import { defaultPodSpec } from './pod-defaults.ts';
import { judgePodSpec } from './pod-spec-rules.ts';
import { qosClass } from './quality-of-service.ts';

const pods: GroupResource = { group: '', plural: 'pods' };
const serviceAccounts: GroupResource = { group: '', plural: 'serviceaccounts' };
const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const tokenVolume = 'kube-api-access';

/** Pods: what admission adds to them (service account, token, tolerations), and how little of them may change. */
export const podRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    defaultPodSpec(spec);
    if (getOwn(spec, 'enableServiceLinks') === undefined) spec['enableServiceLinks'] = true;
    setDefault(ensureMapping(draft, 'status'), 'phase', 'Pending');
  },
  prepare(draft, old, context) {
    if (old !== undefined) return;
    const spec = ensureMapping(draft, 'spec');
    useServiceAccount(draft, spec, context);
    setDefault(spec, 'preemptionPolicy', 'PreemptLowerPriority');
    if (getOwn(spec, 'priority') === undefined) spec['priority'] = 0;
    tolerateOutages(spec);
    ensureMapping(draft, 'status')['qosClass'] = qosClass(spec);
  },
  validate(next, old, report) {
    const spec = mappingAt(next, 'spec') ?? {};
    judgePodSpec(spec, pathOf('spec'), report);
    if (old !== undefined) judgeUpdate(spec, mappingAt(old, 'spec') ?? {}, report);
  },
};

/** Gives a pod the service account of its namespace and the volume with its token. */
function useServiceAccount(draft: JsonObject, spec: JsonObject, context: WriteContext): void {
  setDefault(spec, 'serviceAccountName', 'default');
  const name = getString(spec, 'serviceAccountName') ?? 'default';
  spec['serviceAccount'] = name;
  const namespace = getString(draft, 'metadata', 'namespace') ?? '';
  const account = context.storage.get(serviceAccounts, namespace, name);
  // The default account of a new namespace comes a moment after it, and need not be waited for.
  if (account === undefined && name !== 'default') {
    const pod = getString(draft, 'metadata', 'name') ?? '';
    throw forbiddenError(
      pods,
      pod,
      `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
    );
  }
  const pullSecrets = getOwn(account ?? {}, 'imagePullSecrets');
  if (getOwn(spec, 'imagePullSecrets') === undefined && pullSecrets !== undefined) {
    spec['imagePullSecrets'] = jsonClone(pullSecrets);
  }
  const automount =
    getOwn(spec, 'automountServiceAccountToken') ??
    getOwn(account ?? {}, 'automountServiceAccountToken');
  if (automount !== false) mountToken(spec, getString(draft, 'metadata', 'uid') ?? name);
}

function mountToken(spec: JsonObject, seed: string): void {
  const containers = [...mappingsAt(spec, 'initContainers'), ...mappingsAt(spec, 'containers')];
  const missing = containers.filter(
    (container) =>
      !mappingsAt(container, 'volumeMounts').some((mount) => mount['mountPath'] === tokenPath),
  );
  if (missing.length === 0) return;
  const name = `${tokenVolume}-${suffixOf(seed)}`;
  for (const container of missing) {
    const mount: JsonObject = { name, readOnly: true, mountPath: tokenPath };
    const mounts = getOwn(container, 'volumeMounts');
    container['volumeMounts'] = [...(Array.isArray(mounts) ? mounts : []), mount];
  }
  const volumes = getOwn(spec, 'volumes');
  spec['volumes'] = [...(Array.isArray(volumes) ? volumes : []), tokenVolumeNamed(name)];
}

function tokenVolumeNamed(name: string): JsonObject {
  return {
    name,
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
      defaultMode: 420,
    },
  };
}

/** Five letters that depend on the pod alone, so that a dry run and the real write agree. */
function suffixOf(seed: string): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  let state = 7;
  for (const char of seed) state = (state * 31 + (char.codePointAt(0) ?? 0)) % 14_348_907;
  let suffix = '';
  for (let at = 0; at < 5; at++) {
    suffix += letters[state % letters.length];
    state = Math.trunc(state / letters.length);
  }
  return suffix;
}

const outages = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

function tolerateOutages(spec: JsonObject): void {
  const tolerations = [...mappingsAt(spec, 'tolerations')];
  for (const key of outages) {
    const tolerated = tolerations.some(
      (item) => (item['key'] ?? key) === key && (item['effect'] ?? 'NoExecute') === 'NoExecute',
    );
    if (!tolerated) {
      tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 });
    }
  }
  spec['tolerations'] = tolerations;
}

const changeable =
  '`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function judgeUpdate(next: JsonObject, old: JsonObject, report: Report): void {
  if (jsonEqual(fixedPart(next), fixedPart(old))) return;
  report(forbidden(pathOf('spec'), `pod updates may not change fields other than ${changeable}\n`));
}

/** A spec without what may change: images, deadlines, tolerations, and the node a scheduler chose. */
function fixedPart(spec: JsonObject): Json {
  const copy = jsonClone(spec);
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    for (const container of mappingsAt(copy, list)) {
      delete container['image'];
      delete container['resources'];
    }
  }
  delete copy['activeDeadlineSeconds'];
  delete copy['terminationGracePeriodSeconds'];
  delete copy['tolerations'];
  delete copy['ephemeralContainers'];
  delete copy['nodeName'];
  delete copy['schedulingGates'];
  return copy;
}
