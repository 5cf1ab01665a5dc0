// Writes src/protobuf/field-numbers.ts: the protobuf field numbers of Kubernetes' built-in types.
//
//   node packages/apiserver/scripts/generate-field-numbers.mjs API APIMACHINERY
//
// API and APIMACHINERY are git directories of github.com/kubernetes/api and /apimachinery, whose
// generated.proto files hold the numbers. Which integers and flags a Go pointer holds, so that a zero
// means something, comes from kubernetes-types.json in $FLUXTS_SHARED/data (or ../shared/data beside the
// checkout). The notation is described in src/protobuf/message-types.ts.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..', '..');
const data = join(process.env.FLUXTS_SHARED ?? join(repository, '..', 'shared'), 'data');
const { types } = JSON.parse(readFileSync(join(data, 'kubernetes-types.json'), 'utf8'));
const [api, apimachinery] = process.argv.slice(2);

/** Groups whose kinds no typed client creates; they make up half of all types. */
const left = [
  'admission',
  'apidiscovery',
  'apiserverinternal',
  'extensions',
  'flowcontrol',
  'imagepolicy',
  'lifecycle',
  'resource',
  'storagemigration',
];

/** The pointers among the fields of meta/v1, of which kubernetes-types.json has no fields. */
const metaPointers = new Set([
  'DeleteOptions.gracePeriodSeconds',
  'DeleteOptions.orphanDependents',
  'DeleteOptions.preconditions',
  'DeleteOptions.propagationPolicy',
  'ObjectMeta.deletionGracePeriodSeconds',
  'OwnerReference.blockOwnerDeletion',
  'OwnerReference.controller',
  'Preconditions.resourceVersion',
  'Preconditions.uid',
]);

const git = (directory, ...args) =>
  execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });

/** Proto package → how @fluxts/kube names the group and version. */
const packages = new Map([
  ['k8s.io.apimachinery.pkg.apis.meta.v1', 'meta/v1'],
  ['k8s.io.apimachinery.pkg.util.intstr', ''],
  ['k8s.io.apimachinery.pkg.api.resource', ''],
  ['k8s.io.apimachinery.pkg.runtime', ''],
]);
const sources = [[apimachinery, 'pkg/apis/meta/v1']];
for (const path of git(api, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n')) {
  const match = /^(\w+)\/(v1|v2)\/generated\.proto$/.exec(path);
  if (match === null || left.includes(match[1])) continue;
  const [, group, version] = match;
  const doc = git(api, 'show', `HEAD:${group}/${version}/doc.go`);
  const name = /\+groupName=([\w.]+)/.exec(doc)?.[1] ?? group;
  packages.set(`k8s.io.api.${group}.${version}`, `${name}/${version}`);
  sources.push([api, `${group}/${version}`]);
}

const lines = [];
for (const [directory, folder] of sources) {
  const text = git(directory, 'show', `HEAD:${folder}/generated.proto`).replace(
    /^\s*\/\/.*$/gm,
    '',
  );
  const own = packages.get(/^package ([\w.]+);/m.exec(text)[1]);
  for (const [, message, body] of text.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm)) {
    if (message.endsWith('List') && message !== 'List') continue;
    const goType = types[`${own}.${message}`] ?? {};
    const fields = [
      ...body.matchAll(/^\s*(optional|repeated|map<[^>]*>)\s*([\w.]*)\s+?(\w+) = (\d+);/gm),
    ];
    const parts = fields.map(([, kind, type, name, number]) => {
      if (kind.startsWith('map<') || kind === 'repeated') return `${number}${name}`;
      const embedded = `~${type.split('.').at(-1)}`;
      if (/^[A-Z]|\./.test(type) && goType[name] === undefined && goType[embedded] !== undefined) {
        return `${number}^${reference(type, own)}`;
      }
      const keepsZero =
        goType[name]?.type?.startsWith('*') ??
        (own === 'meta/v1' && metaPointers.has(`${message}.${name}`));
      return `${number}${name}${keepsZero ? '?' : ''}`;
    });
    lines.push(`${own}.${message} ${parts.join(' ')}`.trimEnd());
  }
}

function reference(type, own) {
  if (!type.includes('.')) return `${own}.${type}`;
  const at = type.lastIndexOf('.');
  return `${packages.get(type.slice(0, at).replace(/^\./, ''))}.${type.slice(at + 1)}`;
}

writeFileSync(
  join(here, '../src/protobuf/field-numbers.ts'),
  `/* oxlint-disable eslint/max-lines -- a generated table, one type a line */
// Written by scripts/generate-field-numbers.mjs; the notation is described in message-types.ts.

/** Every built-in type with its protobuf field numbers, one a line. */
export const fieldNumbers: string = \`
${lines.sort().join('\n')}
\`;
`,
);
