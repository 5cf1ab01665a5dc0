// Writes src/schema/builtin-types.ts from the shared facts about Kubernetes' built-in types.
//
//   npm run build && node packages/kube/scripts/generate-builtin-types.mjs
//
// Reads kubernetes-types.json (fields, patch strategies, list types) and kubernetes-smd-schema.yaml
// (which structs are atomic) from $FLUXTS_SHARED/data, or from ../shared/data beside the checkout,
// and scripts/supplement.txt for what those two lack. The notation is described in
// src/schema/builtin-table.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@fluxts/yaml';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..', '..');
const data = join(process.env.FLUXTS_SHARED ?? join(repository, '..', 'shared'), 'data');
const { types } = JSON.parse(readFileSync(join(data, 'kubernetes-types.json'), 'utf8'));
const smd = new Map(
  parse(readFileSync(join(data, 'kubernetes-smd-schema.yaml'), 'utf8')).types.map((type) => [
    type.name,
    type,
  ]),
);
const supplement = readFileSync(join(here, 'supplement.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const supplied = new Set(supplement.map((line) => line.split(' ', 1)[0].replace('!', '')));

const scalars = {
  string: 's',
  bool: 'b',
  int32: 'i',
  int64: 'l',
  int: 'l',
  uint32: 'l',
  float64: 'd',
  '[]byte': 'y',
  'metav1.Time': 't',
  'metav1.MicroTime': 'u',
  'resource.Quantity': 'q',
  'intstr.IntOrString': 'x',
  'runtime.RawExtension': '*',
};
const aliases = { ResourceList: 'map[ResourceName]resource.Quantity', ExtraValue: '[]string' };
const constants = {
  'ref(AzureDataDiskCachingReadWrite)': '"ReadWrite"',
  'ref(AzureSharedBlobDisk)': '"Shared"',
};
const packages = {
  v1: ['core/v1', 'meta/v1'],
  metav1: ['meta/v1'],
  corev1: ['core/v1'],
  apiv1: ['core/v1'],
  batchv1: ['batch/v1'],
  authenticationv1: ['authentication.k8s.io/v1'],
  authorizationv1: ['authorization.k8s.io/v1'],
  schedulingv1alpha3: ['scheduling.k8s.io/v1alpha3'],
};

/** The type's name in the structured-merge-diff schema. */
function smdName(name) {
  const [, group, version, type] = /^(.*)\/([^.]*)\.(.*)$/.exec(name);
  const short = group === 'internal.apiserver.k8s.io' ? 'apiserverinternal' : group.split('.')[0];
  return `io.k8s.api.${short}.${version}.${type}`;
}

function find(go, groupVersion) {
  const [, prefix, bare] = /^(?:(\w+)\.)?(\w+)$/.exec(go) ?? [];
  if (bare === undefined) return undefined;
  // Older versions of a group borrow types of its v1 by alias.
  const own = [groupVersion, groupVersion.replace(/\/.*/, '/v1')];
  const candidates = prefix === undefined ? own : (packages[prefix] ?? []);
  return candidates
    .map((candidate) => `${candidate}.${bare}`)
    .find((name) => name in types || supplied.has(name));
}

function notation(go, groupVersion) {
  if (go.startsWith('*')) return notation(go.slice(1), groupVersion);
  const bare = go.replace(/^\w+\./, '');
  if (bare in aliases) return notation(aliases[bare], groupVersion);
  if (go in scalars) return scalars[go];
  if (go.startsWith('v1.') && `meta${go}` in scalars) return scalars[`meta${go}`];
  if (go.startsWith('[]')) return '[' + notation(go.slice(2), groupVersion);
  if (go.startsWith('map[')) return '{' + notation(go.slice(go.indexOf(']') + 1), groupVersion);
  const name = find(go, groupVersion);
  // A named type that is no struct is a string: Go's enumerations.
  if (name === undefined) return 's';
  return name.startsWith(`${groupVersion}.`) ? '&' + name.slice(groupVersion.length) : '&' + name;
}

function marks(field) {
  let text = field.required ? '!' : '';
  if (field.listType === 'map') text += `~m(${field.listMapKeys.join(',')})`;
  else if (field.listType === 'set') text += '~s';
  else if (field.listType === 'atomic' || field.mapType === 'atomic') text += '~a';
  else if (field.structType === 'granular') text += '~g';
  else if (field.structType === 'atomic') text += '~a';
  const strategies = (field.patchStrategy ?? '').split(',').filter(Boolean);
  if (strategies.length > 0 || field.patchMergeKey !== undefined) {
    text += '^';
    for (const [name, letter] of [
      ['merge', 'm'],
      ['retainKeys', 'r'],
      ['replace', 'p'],
    ]) {
      if (strategies.includes(name)) text += letter;
    }
    if (field.patchMergeKey !== undefined) text += `(${field.patchMergeKey})`;
  }
  if (field.default !== undefined) {
    text += '=' + (constants[field.default] ?? field.default.replaceAll(/\s/g, ''));
  }
  return text;
}

function fieldsOf(name) {
  const groupVersion = name.slice(0, name.indexOf('.', name.indexOf('/')));
  const fields = new Map();
  for (const [key, field] of Object.entries(types[name])) {
    if (key.startsWith('~') || field.inline) {
      if (field.type.endsWith('TypeMeta')) {
        fields.set('apiVersion', 's').set('kind', 's');
        continue;
      }
      const inlined = find(field.type.replace('*', ''), groupVersion);
      if (inlined === undefined) throw new Error(`${name} embeds ${field.type}, which is unknown`);
      for (const [inner, text] of fieldsOf(inlined)) fields.set(inner, text);
      continue;
    }
    fields.set(key, notation(field.type, groupVersion) + marks(field));
  }
  return fields;
}

const lines = Object.keys(types)
  .map((name) => {
    const atomic = smd.get(smdName(name))?.map?.elementRelationship === 'atomic' ? '!' : '';
    const fields = [...fieldsOf(name)].sort(([a], [b]) => (a < b ? -1 : 1));
    return [name + atomic, ...fields.map(([key, text]) => `${key}=${text}`)].join(' ');
  })
  .concat(supplement)
  .sort();

writeFileSync(
  join(here, '..', 'src', 'schema', 'builtin-types.ts'),
  `/* oxlint-disable eslint/max-lines -- a generated table, one type a line */
// Written by scripts/generate-builtin-types.mjs; the notation is described in builtin-table.ts.

/** Every built-in type, one a line. */
export const builtinTypes: string = \`
${lines.join('\n').replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}
\`;
`,
);
