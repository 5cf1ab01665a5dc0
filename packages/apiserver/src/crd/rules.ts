import { type JsonObject, errorMessage, getOwn, getString } from '@fluxts/base';
import { dns1035LabelProblems, dnsSubdomainProblems } from '@fluxts/kube';
import { judgeUnchanged } from '../admission/immutable.ts';
import type { KindRules, Report } from '../admission/kind-rules.ts';
import { nameCauses } from '../admission/names.ts';
import { judgeChoice } from '../admission/pod-spec-rules.ts';
import { ensureMapping, mappingAt, mappingsAt, setDefault, stringsAt } from '../reading.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, indexStep, pathOf } from '../schema/field-path.ts';
import { parseJsonPath } from '../tables/json-path.ts';
import { judgeSchema } from './schema-check.ts';
import { storageVersionOf } from './spec.ts';

/** Keeps a definition until its objects are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

/** CustomResourceDefinitions. */
export const crdRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    const conversion = ensureMapping(spec, 'conversion');
    setDefault(conversion, 'strategy', 'None');
    const names = ensureMapping(spec, 'names');
    const kind = getString(names, 'kind') ?? '';
    if (kind !== '') {
      setDefault(names, 'listKind', `${kind}List`);
      setDefault(names, 'singular', kind.toLowerCase());
    }
  },
  prepare(draft, old) {
    if (getOwn(ensureMapping(draft, 'spec'), 'preserveUnknownFields') === false) {
      delete ensureMapping(draft, 'spec')['preserveUnknownFields'];
    }
    const status = ensureMapping(draft, 'status');
    const storage = storageVersionOf(draft);
    const stored = stringsAt(old ?? {}, 'status', 'storedVersions');
    if (storage === undefined || stored.includes(storage)) return;
    status['storedVersions'] = [...stored, storage];
  },
  validate: judgeDefinition,
  beginDelete(draft, context) {
    const metadata = ensureMapping(draft, 'metadata');
    if (getOwn(metadata, 'deletionTimestamp') !== undefined) return;
    const finalizers = stringsAt(metadata, 'finalizers');
    if (!finalizers.includes(cleanupFinalizer)) {
      metadata['finalizers'] = [...finalizers, cleanupFinalizer];
    }
    const status = ensureMapping(draft, 'status');
    const others = mappingsAt(status, 'conditions').filter(
      (item) => item['type'] !== 'Terminating',
    );
    status['conditions'] = [
      ...others,
      {
        type: 'Terminating',
        status: 'True',
        lastTransitionTime: `${context.now.toISOString().slice(0, 19)}Z`,
        reason: 'InstanceDeletionPending',
        message:
          'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
      },
    ];
  },
};

function judgeDefinition(next: JsonObject, old: JsonObject | undefined, report: Report): void {
  const spec = mappingAt(next, 'spec') ?? {};
  const at = pathOf('spec');
  const group = getString(spec, 'group') ?? '';
  const plural = getString(spec, 'names', 'plural') ?? '';
  const name = getString(next, 'metadata', 'name') ?? '';
  if (group !== '') judgeGroup(group, fieldStep(at, 'group'), report);
  if (plural !== '' && group !== '' && name !== `${plural}.${group}`) {
    const detail = 'must be spec.names.plural+"."+spec.group';
    report(invalid(pathOf('metadata', 'name'), name, detail));
  }
  judgeChoice(spec, 'scope', ['Cluster', 'Namespaced'], at, report);
  if (getOwn(spec, 'preserveUnknownFields') === true) {
    const detail = 'must be false in order to use defaults in the schema';
    report(invalid(fieldStep(at, 'preserveUnknownFields'), true, detail));
  }
  judgeNames(mappingAt(spec, 'names') ?? {}, fieldStep(at, 'names'), report);
  judgeVersions(mappingsAt(spec, 'versions'), fieldStep(at, 'versions'), report);
  judgeConversion(mappingAt(spec, 'conversion') ?? {}, fieldStep(at, 'conversion'), report);
  judgeUpdate(next, old, report);
}

function judgeGroup(group: string, at: FieldPath, report: Report): void {
  report(...nameCauses(group, at, dnsSubdomainProblems));
  if (!group.includes('.')) report(invalid(at, group, 'should be a domain with at least one dot'));
}

function judgeNames(names: JsonObject, at: FieldPath | undefined, report: Report): void {
  for (const key of ['plural', 'singular']) {
    const name = getString(names, key) ?? '';
    if (name !== '') report(...nameCauses(name, fieldStep(at, key), dns1035LabelProblems));
  }
  for (const key of ['kind', 'listKind']) {
    const name = getString(names, key) ?? '';
    if (name === '') continue;
    for (const problem of dns1035LabelProblems(name.toLowerCase())) {
      report(
        invalid(
          fieldStep(at, key),
          name,
          `may have mixed case, but should otherwise match: ${problem}`,
        ),
      );
    }
  }
  if (getOwn(names, 'kind') !== undefined && names['kind'] === names['listKind']) {
    report(
      invalid(
        fieldStep(at, 'listKind'),
        names['listKind'],
        'kind and listKind may not be the same',
      ),
    );
  }
  for (const list of ['shortNames', 'categories']) {
    for (const [index, name] of stringsAt(names, list).entries()) {
      report(...nameCauses(name, indexStep(fieldStep(at, list), index), dns1035LabelProblems));
    }
  }
}

function judgeVersions(versions: readonly JsonObject[], at: FieldPath, report: Report): void {
  if (versions.length === 0) {
    report(invalid(at, [], 'must have exactly one version marked as storage version'));
    return;
  }
  const names = new Set<string>();
  for (const [index, version] of versions.entries()) {
    const place = indexStep(at, index);
    const name = getString(version, 'name') ?? '';
    if (name !== '') report(...nameCauses(name, fieldStep(place, 'name'), dns1035LabelProblems));
    if (names.has(name)) report(duplicate(fieldStep(place, 'name'), name));
    names.add(name);
    const schemaAt = fieldStep(fieldStep(place, 'schema'), 'openAPIV3Schema');
    const schema = mappingAt(version, 'schema', 'openAPIV3Schema');
    if (schema === undefined) report(required(schemaAt, 'schemas are required'));
    else report(...judgeSchema(schema, schemaAt));
    judgeColumns(version, place, report);
    judgeSubresources(version, place, report);
  }
  const storage = versions.filter((version) => version['storage'] === true);
  if (storage.length !== 1) {
    const shown = versions.map((version) => getString(version, 'name') ?? '');
    report(invalid(at, shown, 'must have exactly one version marked as storage version'));
  }
}

const columnTypes = ['boolean', 'date', 'integer', 'number', 'string'];

function judgeColumns(version: JsonObject, at: FieldPath, report: Report): void {
  for (const [index, column] of mappingsAt(version, 'additionalPrinterColumns').entries()) {
    const place = indexStep(fieldStep(at, 'additionalPrinterColumns'), index);
    const type = getString(column, 'type') ?? '';
    if (type !== '' && !columnTypes.includes(type)) {
      report(notSupported(fieldStep(place, 'type'), type, columnTypes));
    }
    judgePath(getString(column, 'jsonPath') ?? '', fieldStep(place, 'jsonPath'), report);
  }
  for (const [index, field] of mappingsAt(version, 'selectableFields').entries()) {
    const place = fieldStep(indexStep(fieldStep(at, 'selectableFields'), index), 'jsonPath');
    const path = getString(field, 'jsonPath') ?? '';
    if (path !== '' && !/^(?:\.[A-Za-z_][\w-]*)+$/.test(path)) {
      report(invalid(place, path, 'is an invalid path: must be a simple path'));
    }
  }
}

function judgePath(path: string, at: FieldPath, report: Report): void {
  if (path === '') return;
  try {
    parseJsonPath(path);
  } catch (error) {
    report(invalid(at, path, errorMessage(error)));
  }
}

function judgeSubresources(version: JsonObject, at: FieldPath, report: Report): void {
  const scale = mappingAt(version, 'subresources', 'scale');
  if (scale === undefined) return;
  const place = fieldStep(fieldStep(at, 'subresources'), 'scale');
  const roots: readonly (readonly [string, readonly string[]])[] = [
    ['specReplicasPath', ['.spec.']],
    ['statusReplicasPath', ['.status.']],
    ['labelSelectorPath', ['.spec.', '.status.']],
  ];
  for (const [key, allowed] of roots) {
    const path = getString(scale, key) ?? '';
    if (path === '') continue;
    if (!/^(?:\.[A-Za-z_][\w-]*)+$/.test(path)) {
      report(invalid(fieldStep(place, key), path, 'should be a json path under .spec or .status'));
    } else if (!allowed.some((root) => path.startsWith(root))) {
      const where = allowed.map((root) => root.slice(0, -1)).join(' or ');
      report(invalid(fieldStep(place, key), path, `should be a json path under ${where}`));
    }
  }
}

function judgeConversion(conversion: JsonObject, at: FieldPath, report: Report): void {
  judgeChoice(conversion, 'strategy', ['None', 'Webhook'], at, report);
  const webhook = getOwn(conversion, 'webhook');
  if (conversion['strategy'] === 'Webhook' && webhook === undefined) {
    report(required(fieldStep(at, 'webhook'), 'required when strategy is set to Webhook'));
  }
  if (conversion['strategy'] === 'None' && webhook !== undefined) {
    report(
      forbidden(fieldStep(at, 'webhook'), 'should not be set when strategy is not set to Webhook'),
    );
  }
}

function judgeUpdate(next: JsonObject, old: JsonObject | undefined, report: Report): void {
  if (old === undefined) return;
  judgeUnchanged(next, old, ['spec', 'scope'], report);
  judgeUnchanged(next, old, ['spec', 'group'], report);
  judgeUnchanged(next, old, ['spec', 'names', 'plural'], report);
  const kept = mappingsAt(next, 'spec', 'versions').map((version) => getString(version, 'name'));
  for (const [index, version] of stringsAt(old, 'status', 'storedVersions').entries()) {
    if (kept.includes(version)) continue;
    const detail =
      'missing from spec.versions; ' +
      `${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`;
    const at = indexStep(pathOf('status', 'storedVersions'), index);
    report(invalid(at, version, detail));
  }
}
