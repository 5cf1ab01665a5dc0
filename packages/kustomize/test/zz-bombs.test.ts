import { memoryFileSystem, diskFileSystem } from '@fluxts/base';
import { test } from 'vitest';
import { build, collect, generateKustomization } from '../src/index.ts';
import { mkdtempSync, writeFileSync, symlinkSync, mkdirSync } from 'node:fs';

const cm = (name: string, data = 'a: b') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {${data}}\n`;
const dep = (image: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {template: {spec: {containers: [{name: c, image: "${image}"}]}}}\n`;
const A = 'a'.repeat(40) + '!';
const cases: Record<string, Record<string, string>> = {
  jsoncopy: { 'a/kustomization.yaml': `resources: [r.yaml]\npatches:\n- target: {kind: ConfigMap}\n  patch: |-\n${Array.from({ length: 60 }, (_, i) => `    - {op: copy, from: /data, path: /data/x${i}}`).join('\n')}\n`, 'a/r.yaml': cm('a') },
  regexname: { 'a/kustomization.yaml': `resources: [r.yaml]\npatches:\n- target: {name: "(a+)+$|(a|a)*b"}\n  patch: |-\n    - {op: add, path: /data/x, value: y}\n`, 'a/r.yaml': cm(A) },
  images: { 'a/kustomization.yaml': `resources: [r.yaml]\nimages: [{name: "(a+)+x", newTag: b}]\n`, 'a/r.yaml': dep('a'.repeat(40) + ':!') },
  index: { 'a/kustomization.yaml': `resources: [r.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: a, fieldPath: data.a}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [data.a]\n    options: {delimiter: ".", index: 2000000000}\n`, 'a/r.yaml': cm('a') },
  create: { 'a/kustomization.yaml': `resources: [r.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: a, fieldPath: data.a}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: ["data.list.200000000.x"]\n    options: {create: true}\n`, 'a/r.yaml': cm('a') },
  grow: { 'a/kustomization.yaml': `resources: [r.yaml]\nreplacements:\n${Array.from({ length: 60 }, () => `- source: {kind: ConfigMap, name: a, fieldPath: data.a}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [data.a]\n    options: {delimiter: ".", index: 1000}\n`).join('')}`, 'a/r.yaml': cm('a') },
  envs: { 'a/kustomization.yaml': 'configMapGenerator: [{name: a, envs: [e]}]', 'a/e': '\n'.repeat(140000000) },
  envs60: { 'a/kustomization.yaml': 'configMapGenerator: [{name: a, envs: [e]}]', 'a/e': '\n'.repeat(60000000) },
  growmap: { 'a/kustomization.yaml': `resources: [r.yaml]\nreplacements:\n${Array.from({ length: 60 }, (_, i) => `- source: {kind: ConfigMap, name: a, fieldPath: data}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [data.x${i}]\n    options: {create: true}\n`).join('')}`, 'a/r.yaml': cm('a') },
  prefix: { 'a/kustomization.yaml': `resources: [r.yaml]\nnamePrefix: ${'x'.repeat(1000000)}\n`, 'a/r.yaml': Array.from({ length: 3000 }, (_, i) => cm(`a${i}`)).join('---\n') },
  vars: { 'a/kustomization.yaml': `resources: [r.yaml]\nvars:\n${Array.from({ length: 50 }, (_, i) => `- name: V${i}\n  objref: {kind: ConfigMap, name: a, apiVersion: v1}\n  fieldref: {fieldpath: data.v${i}}\n`).join('')}`, 'a/r.yaml': cm('a', Array.from({ length: 50 }, (_, i) => `v${i}: "$(V${i + 1})$(V${i + 1})"`).join(',')) + '---\n' + dep('$(V0)') },
  proto: { 'a/kustomization.yaml': `resources: [r.yaml]\nnamePrefix: p-\ncommonLabels: {__proto__: x, constructor: y}\nlabels: [{pairs: {__proto__: z}, fields: [{path: __proto__/polluted, create: true}, {path: constructor/prototype/polluted, create: true}]}]\ncommonAnnotations: {__proto__: x}\nreplacements:\n- source: {kind: ConfigMap, fieldPath: data.a}\n  targets:\n  - select: {kind: ConfigMap}\n    fieldPaths: [__proto__.polluted, constructor.prototype.polluted, metadata.__proto__.polluted]\n    options: {create: true}\npatches:\n- target: {kind: ConfigMap}\n  patch: |-\n    - {op: add, path: /__proto__/polluted, value: y}\n`, 'a/r.yaml': cm('a') },
  proto2: { 'a/kustomization.yaml': `resources: [r.yaml]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a, __proto__: {polluted: 1}}\n    __proto__: {polluted: 1}\n    constructor: {prototype: {polluted: 1}}\n    data: {__proto__: polluted}\nconfigMapGenerator: [{name: __proto__, literals: [__proto__=polluted]}]\nconfigurations: [c.yaml]\n`, 'a/r.yaml': cm('a'), 'a/c.yaml': 'namePrefix: [{path: __proto__/polluted, create: true}]\ncommonLabels: [{path: __proto__/__proto__, create: true}]\n' },
  deep: { 'a/kustomization.yaml': `resources: [r.yaml]\n`, 'a/r.yaml': '['.repeat(200000) },
  deep2: { 'a/kustomization.yaml': `resources: [r.yaml]\n`, 'a/r.yaml': cm('a') + 'x: ' + '{a: '.repeat(480) + '}'.repeat(480) },
  alias: { 'a/kustomization.yaml': `resources: [r.yaml]\n`, 'a/r.yaml': cm('a') + 'a0: &a0 [x,x,x,x,x,x,x,x,x]\n' + Array.from({ length: 15 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`).join('\n') },
  selector: { 'a/kustomization.yaml': `resources: [r.yaml]\npatches:\n- target: {labelSelector: "${'a in (b),'.repeat(20000)}x"}\n  patch: "[]"\n`, 'a/r.yaml': cm('a') },
  manypatches: { 'a/kustomization.yaml': `resources: [r.yaml]\npatches:\n${'- {target: {kind: ConfigMap}, patch: "[{op: add, path: /data/x, value: y}]"}\n'.repeat(5000)}`, 'a/r.yaml': Array.from({ length: 5000 }, (_, i) => cm(`a${i}`)).join('---\n') },
  digits: { 'a/kustomization.yaml': `resources: [r.yaml]\n`, 'a/r.yaml': cm('a', 'x: ' + '1'.repeat(1000000) + ', y: 0x' + 'f'.repeat(1000000) + ', z: 1e' + '9'.repeat(100000)) },
  manydocs: { 'a/kustomization.yaml': `resources: [r.yaml]\n`, 'a/r.yaml': '---\n'.repeat(2000000) },
  sort: { 'a/kustomization.yaml': `resources: [r.yaml]\nsortOptions: {order: legacy}\n`, 'a/r.yaml': cm('a', Array.from({ length: 200000 }, (_, i) => `k${i}: v`).join(',')) },
};
const doubling: Record<string, string> = { 'l0/kustomization.yaml': 'resources: [r.yaml]\n', 'l0/r.yaml': cm('a') };
for (let i = 1; i <= 24; i++) {
  doubling[`x${i}/kustomization.yaml`] = `resources: [../l${i - 1}]\nnamePrefix: x\n`;
  doubling[`y${i}/kustomization.yaml`] = `resources: [../l${i - 1}]\nnamePrefix: y\n`;
  doubling[`l${i}/kustomization.yaml`] = `resources: [../x${i}, ../y${i}]\n`;
}
test.each(Object.entries(cases))('%s', async (name, files) => {
  const t = performance.now();
  let out = '';
  try { const tree = await collect('a', memoryFileSystem(files)); const r = build(tree, {}); out = `ok ${r.objects.length} ` + JSON.stringify(r.objects.map((o) => o.object)).slice(0, 200); }
  catch (e) { out = (e as Error).name + ' ' + String((e as any).code) + ' ' + (e as Error).message.slice(0, 160); }
  console.log(name, Math.round(performance.now() - t), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB', ({} as any).polluted, out);
}, 120000);
test('doubling', async () => {
  const t = performance.now();
  let out = '';
  try { const tree = await collect('l24', memoryFileSystem(doubling)); const r = build(tree, {}); out = 'ok ' + r.objects.length; }
  catch (e) { out = (e as Error).name + ' ' + String((e as any).code) + ' ' + (e as Error).message.slice(0, 160); }
  console.log('doubling', Math.round(performance.now() - t), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB', out);
}, 120000);
test('escape', async () => {
  const root = mkdtempSync('/tmp/sec-k-'); mkdirSync(root + '/t'); writeFileSync(root + '/outside.yaml', cm('outside')); writeFileSync(root + '/env', 'a=b');
  symlinkSync('../outside.yaml', root + '/t/link.yaml'); symlinkSync('/etc', root + '/t/etc');
  for (const k of ['resources: [../outside.yaml]', 'resources: [link.yaml]', 'resources: [etc/passwd]', 'configMapGenerator: [{name: a, files: [../env]}]', 'configMapGenerator: [{name: a, envs: [../env]}]', 'configMapGenerator: [{name: a, files: [link.yaml]}]', 'configMapGenerator: [{name: a, files: [/etc/passwd]}]', 'resources: ["file:///etc/passwd"]', 'components: [..]', 'crds: [../outside.yaml]', 'openapi: {path: ../outside.yaml}', 'configurations: [../outside.yaml]', 'patches: [{path: ../outside.yaml}]', 'transformers: [../outside.yaml]', 'generators: [etc/passwd]', 'replacements: [{path: etc/hostname}]', 'helmCharts: [{name: ../x}]\nhelmGlobals: {chartHome: /etc}']) {
    writeFileSync(root + '/t/kustomization.yaml', k + '\n');
    let out = '';
    try { const tree = await collect('.', diskFileSystem(root + '/t')); const r = build(tree, {}); out = 'OK ' + JSON.stringify(r.objects.map((o) => o.object)).slice(0, 200); }
    catch (e) { out = (e as Error).name + ' ' + String((e as any).code) + ' ' + (e as Error).message.slice(0, 160); }
    console.log(k, '=>', out);
  }
});
