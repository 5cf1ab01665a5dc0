import { getOwn, isObject, type JsonObject } from '@fluxts/base';
import { parse, YamlError } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { KustomizeError } from '../error.ts';
import { decode } from '../kustomization/decode.ts';
import {
  flagOf,
  objectOf,
  objectsOf,
  textMapOf,
  textOf,
  wholeOf,
} from '../kustomization/fields.ts';
import { readReplacement, readSelector } from '../kustomization/kustomization.ts';
import { replacementShape } from '../kustomization/shape.ts';
import type { Directory } from '../load/directory.ts';
import {
  json6902Operation,
  patchOperation,
  strategicMergeOperation,
} from '../patch/patch-operations.ts';
import { select } from '../patch/selector.ts';
import { type Replacement, replaceValues } from '../references/replacement.ts';
import { addHashes } from './hash.ts';
import { changeImages } from './images.ts';
import { setEntries } from './labels.ts';
import { affixNames } from './name-affix.ts';
import { moveOne, setNamespace, type SubjectMode } from './namespace.ts';
import type { Operation } from './operation.ts';
import { setReplicas } from './replicas.ts';
import { readSpecs } from './transformer-config.ts';
import { addValue } from './value-add.ts';

/**
 * Prepares a transformer.
 * @param text the configuration as it was written, for messages
 */
type Configure = (
  config: JsonObject,
  directory: Directory,
  context: BuildContext,
  text: string,
) => Operation;

/**
 * Prepares a builtin transformer by the name of its kind, from a configuration as one of `transformers`
 * has it. Undefined for a kind that there is not.
 * @throws KustomizeError for a configuration that makes no sense
 */
export function builtinTransformer(kind: string): Configure | undefined {
  return transformers.get(kind);
}

const transformers: ReadonlyMap<string, Configure> = new Map<string, Configure>([
  ['AnnotationsTransformer', (config) => entriesOperation(config, 'annotations')],
  ['LabelTransformer', (config) => entriesOperation(config, 'labels')],
  ['HashTransformer', () => addHashes],
  ['ImageTagTransformer', imageOperation],
  ['NamespaceTransformer', namespaceOperation],
  ['PatchJson6902Transformer', (config, directory) => json6902Operation(config, directory)],
  ['PatchStrategicMergeTransformer', strategicMergeOperation],
  [
    'PatchTransformer',
    (config, directory, context, text) =>
      patchOperation(config, text.trimEnd(), directory, context),
  ],
  ['PrefixTransformer', (config) => affixOperation(config, 'prefix')],
  ['SuffixTransformer', (config) => affixOperation(config, 'suffix')],
  [
    'PrefixSuffixTransformer',
    (config) => {
      const prefix = affixOperation(config, 'prefix');
      const suffix = affixOperation(config, 'suffix');
      return (resources) => {
        prefix(resources);
        suffix(resources);
      };
    },
  ],
  ['ReplacementTransformer', replacementOperation],
  ['ReplicaCountTransformer', replicaOperation],
  ['ValueAddTransformer', valueAddOperation],
]);

function entriesOperation(config: JsonObject, field: 'labels' | 'annotations'): Operation {
  const entries = textMapOf(config, field) ?? new Map<string, string>();
  const specs = readSpecs(getOwn(config, 'fieldSpecs'));
  return (resources) => setEntries(resources, entries, specs);
}

function imageOperation(config: JsonObject): Operation {
  const image = objectOf(config, 'imageTag') ?? {};
  const change = {
    name: textOf(image, 'name'),
    newName: textOf(image, 'newName'),
    newTag: textOf(image, 'newTag'),
    tagSuffix: textOf(image, 'tagSuffix'),
    digest: textOf(image, 'digest'),
  };
  const specs = readSpecs(getOwn(config, 'fieldSpecs'));
  return (resources) => changeImages(resources, change, specs);
}

function namespaceOperation(config: JsonObject): Operation {
  const subjects = textOf(config, 'setRoleBindingSubjects') || 'defaultOnly';
  if (!['defaultOnly', 'allServiceAccounts', 'none'].includes(subjects)) {
    throw fail(
      `invalid value "${subjects}" for setRoleBindingSubjects: must be one of "defaultOnly", "none" or "allServiceAccounts"`,
    );
  }
  const options = {
    namespace: textOf(objectOf(config, 'metadata') ?? {}, 'namespace'),
    fieldSpecs: readSpecs(getOwn(config, 'fieldSpecs')),
    unsetOnly: flagOf(config, 'unsetOnly'),
    subjects: subjects as SubjectMode,
  };
  return (resources) => setNamespace(resources, options);
}

function affixOperation(config: JsonObject, side: 'prefix' | 'suffix'): Operation {
  const fieldSpecs = getOwn(config, 'fieldSpecs');
  if (fieldSpecs === undefined) throw fail('fieldSpecs is not expected to be nil');
  const affix = { side, text: textOf(config, side), fieldSpecs: readSpecs(fieldSpecs) };
  return (resources) => affixNames(resources, affix);
}

function replicaOperation(config: JsonObject): Operation {
  const replica = objectOf(config, 'replica') ?? {};
  const specs = readSpecs(getOwn(config, 'fieldSpecs'));
  return (resources) =>
    setReplicas(resources, textOf(replica, 'name'), wholeOf(replica, 'count'), specs);
}

function replacementOperation(
  config: JsonObject,
  directory: Directory,
  { budget }: BuildContext,
): Operation {
  const replacements = objectsOf(config, 'replacements').flatMap((entry) => {
    const path = textOf(entry, 'path');
    if (path === '') return [readReplacement(entry)];
    if (Object.hasOwn(entry, 'source') || objectsOf(entry, 'targets').length > 0) {
      throw fail('cannot specify both path and inline replacement');
    }
    return readReplacementFile(directory, path);
  });
  return (resources) => replaceValues(resources, replacements, budget);
}

function readReplacementFile(directory: Directory, path: string): Replacement[] {
  const file = directory.pathOf(path);
  try {
    const value = parse(directory.load(path), { file, duplicateKeys: 'last' });
    const entries = Array.isArray(value) ? value : [value];
    return entries.map((entry) => {
      if (!isObject(entry)) {
        throw fail('unsupported replacement type encountered within replacement path: string');
      }
      const shape = { fields: replacementShape };
      return readReplacement(decode(entry, shape, { typeName: 'Replacement', strict: false }));
    });
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new KustomizeError('Replacement', error.message, {
      retry: 'on-change',
      cause: error,
      place: { file },
    });
  }
}

function valueAddOperation(config: JsonObject, directory: Directory): Operation {
  const { path } = directory;
  const value = textOf(config, 'value').trim() || path.slice(path.lastIndexOf('/') + 1);
  const targets = objectsOf(config, 'targets');
  const file = textOf(config, 'targetFilePath');
  if (file !== '') {
    const more = parse(directory.load(file), { file: directory.pathOf(file) });
    if (isObject(more)) targets.push(...objectsOf(more, 'targets'));
  }
  if (targets.length === 0) throw fail('must specify at least one target');
  for (const target of targets) {
    if (textOf(target, 'fieldPath') === '') throw fail('fieldPath cannot be empty');
  }
  return (resources) => {
    for (const target of targets) {
      const selector = objectOf(target, 'selector');
      const selected =
        selector === undefined ? resources.list : select(resources, readSelector(selector));
      const fieldPath = textOf(target, 'fieldPath');
      const position = Number(wholeOf(target, 'filePathPosition'));
      for (const resource of selected) {
        if (fieldPath === 'metadata/namespace') {
          moveOne(resource, {
            namespace: value,
            fieldSpecs: [],
            unsetOnly: false,
            subjects: 'defaultOnly',
          });
        } else {
          addValue(resource, fieldPath, value, position);
        }
      }
      resources.touch();
    }
  };
}

function fail(message: string): KustomizeError {
  return new KustomizeError('Transformer', message, { retry: 'on-change' });
}
