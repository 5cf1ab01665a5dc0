import { type Json, type JsonObject, getOwn, getPath, getString } from '@fluxts/base';
import { dnsLabelProblems } from '@fluxts/kube';
import { mappingsAt, textOf } from '../reading.ts';
import { duplicate, invalid, notFound, notSupported, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, indexStep } from '../schema/field-path.ts';
import type { Report } from './kind-rules.ts';
import { nameCauses } from './names.ts';
import { quantityOf } from './quantity.ts';

const restartPolicies = ['Always', 'Never', 'OnFailure'];
const dnsPolicies = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const terminationPolicies = ['FallbackToLogsOnError', 'File'];

/**
 * Judges a pod's spec, or that of a pod template, at `at`. Defaults have been filled in before.
 * @param claims volumes that a StatefulSet adds to its template
 */
export function judgePodSpec(
  spec: JsonObject,
  at: FieldPath | undefined,
  report: Report,
  claims: readonly string[] = [],
): void {
  const volumes = new Set([...judgeVolumes(spec, at, report), ...claims]);
  const names = new Set<string>();
  const containers = mappingsAt(spec, 'containers');
  if (containers.length === 0) report(required(fieldStep(at, 'containers')));
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const [index, container] of mappingsAt(spec, list).entries()) {
      const place = indexStep(fieldStep(at, list), index);
      judgeName(container, place, names, report);
      judgeContainer(container, place, volumes, report);
    }
  }
  judgeChoice(spec, 'restartPolicy', restartPolicies, at, report);
  judgeChoice(spec, 'dnsPolicy', dnsPolicies, at, report);
}

/** Reports a text field that is not one of the given words. A field that is not there is fine. */
export function judgeChoice(
  holder: JsonObject,
  key: string,
  words: readonly string[],
  at: FieldPath | undefined,
  report: Report,
): void {
  const found = getString(holder, key);
  if (found === undefined || words.includes(found)) return;
  report(notSupported(fieldStep(at, key), found, words));
}

function judgeVolumes(
  spec: JsonObject,
  at: FieldPath | undefined,
  report: Report,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [index, volume] of mappingsAt(spec, 'volumes').entries()) {
    const place = indexStep(fieldStep(at, 'volumes'), index);
    judgeName(volume, place, names, report);
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length > 1) {
      report({
        reason: 'FieldValueForbidden',
        field: pathText(fieldStep(place, sources[1] ?? '')),
        message: 'Forbidden: may not specify more than 1 volume type',
      });
    }
  }
  return names;
}

function pathText(at: FieldPath): string {
  return required(at).field;
}

function judgeName(holder: JsonObject, at: FieldPath, names: Set<string>, report: Report): void {
  const name = getString(holder, 'name') ?? '';
  const place = fieldStep(at, 'name');
  // A missing name is what the schema's own check reports.
  if (name === '') return;
  report(...nameCauses(name, place, dnsLabelProblems));
  if (names.has(name)) report(duplicate(place, name));
  names.add(name);
}

function judgeContainer(
  container: JsonObject,
  at: FieldPath,
  volumes: ReadonlySet<string>,
  report: Report,
): void {
  const image = getString(container, 'image') ?? '';
  if (image === '') report(required(fieldStep(at, 'image')));
  else if (image !== image.trim()) {
    report(invalid(fieldStep(at, 'image'), image, 'must not have leading or trailing whitespace'));
  }
  judgeChoice(container, 'imagePullPolicy', pullPolicies, at, report);
  judgeChoice(container, 'terminationMessagePolicy', terminationPolicies, at, report);
  judgePorts(container, at, report);
  judgeMounts(container, at, volumes, report);
  judgeResources(mappingsOf(container, 'resources'), fieldStep(at, 'resources'), report);
  for (const [index, variable] of mappingsAt(container, 'env').entries()) {
    const place = indexStep(fieldStep(at, 'env'), index);
    const value = getOwn(variable, 'value');
    if (getOwn(variable, 'valueFrom') !== undefined && value !== undefined && value !== '') {
      const detail = 'may not be specified when `value` is not empty';
      report(invalid(fieldStep(place, 'valueFrom'), '', detail));
    }
  }
}

function mappingsOf(holder: JsonObject, key: string): Json | undefined {
  return getOwn(holder, key);
}

function judgePorts(container: JsonObject, at: FieldPath, report: Report): void {
  const names = new Set<string>();
  for (const [index, port] of mappingsAt(container, 'ports').entries()) {
    const place = indexStep(fieldStep(at, 'ports'), index);
    const number = getOwn(port, 'containerPort');
    if (number === undefined || number === 0) report(required(fieldStep(place, 'containerPort')));
    else judgePort(number, fieldStep(place, 'containerPort'), report);
    judgeChoice(port, 'protocol', protocols, place, report);
    const name = getString(port, 'name') ?? '';
    if (name === '') continue;
    if (name.length > 15) {
      report(invalid(fieldStep(place, 'name'), name, 'must be no more than 15 characters'));
    }
    if (names.has(name)) report(duplicate(fieldStep(place, 'name'), name));
    names.add(name);
  }
}

/** Reports a number that is no port. */
export function judgePort(value: Json, at: FieldPath, report: Report): void {
  if (typeof value === 'number' && value >= 1 && value <= 65535) return;
  report(invalid(at, value, 'must be between 1 and 65535, inclusive'));
}

function judgeMounts(
  container: JsonObject,
  at: FieldPath,
  volumes: ReadonlySet<string>,
  report: Report,
): void {
  const paths = new Set<string>();
  for (const [index, mount] of mappingsAt(container, 'volumeMounts').entries()) {
    const place = indexStep(fieldStep(at, 'volumeMounts'), index);
    const name = getString(mount, 'name') ?? '';
    if (name !== '' && !volumes.has(name)) report(notFound(fieldStep(place, 'name'), name));
    const path = getString(mount, 'mountPath') ?? '';
    if (paths.has(path)) report(invalid(fieldStep(place, 'mountPath'), path, 'must be unique'));
    paths.add(path);
  }
}

function judgeResources(resources: Json | undefined, at: FieldPath, report: Report): void {
  for (const part of ['limits', 'requests']) {
    const amounts = getPath(resources, part);
    for (const [name, amount] of Object.entries(amounts ?? {}) as [string, Json][]) {
      const place: FieldPath = { parent: fieldStep(at, part), step: { key: name } };
      const value = quantityOf(amount);
      if (value !== undefined && value < 0) {
        report(invalid(place, textOf(amount), 'must be greater than or equal to 0'));
      }
      const limit = part === 'requests' ? getPath(resources, 'limits', name) : undefined;
      const most = limit === undefined ? undefined : quantityOf(limit);
      if (value !== undefined && most !== undefined && value > most) {
        const detail = `must be less than or equal to ${name} limit of ${textOf(limit)}`;
        report(invalid(fieldStep(at, 'requests'), textOf(amount), detail));
      }
    }
  }
}
