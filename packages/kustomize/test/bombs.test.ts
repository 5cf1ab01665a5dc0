import { defaultLimits, LimitError, type Limits, memoryFileSystem } from '@fluxts/base';
import { expect, test } from 'vitest';
import { build, collect } from '../src/index.ts';

const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: y}\n';

async function builds(
  files: Record<string, Uint8Array | string>,
  limits: Limits = defaultLimits,
): Promise<unknown> {
  try {
    return build(await collect('', memoryFileSystem(files)), { limits }).objects;
  } catch (error) {
    return error;
  }
}

/** Replacements of one ConfigMap by itself. */
function replacements(count: number, from: string, to: string, options: string): string {
  return `resources: [a.yaml]\nreplacements:\n${`
- source: {kind: ConfigMap, name: a, fieldPath: ${from}}
  targets: [{select: {kind: ConfigMap}, fieldPaths: [${to}], options: ${options}}]`.repeat(count)}`;
}

test('a text that replacements double again and again comes to its end', async () => {
  const kustomization = replacements(60, 'data.x', 'data.x', '{delimiter: ".", index: 1000}');
  const error = await builds({ 'kustomization.yaml': kustomization, 'a.yaml': settings });
  expect(error).toBeInstanceOf(LimitError);
  expect((error as Error).message).toContain('would part a text of more than');
});

test('and so does a mapping', async () => {
  const steps = Array.from({ length: 60 }, (_, at) =>
    replacements(1, 'data', `data.x${at}`, '{create: true}').split('\n').slice(2).join('\n'),
  );
  const kustomization = `resources: [a.yaml]\nreplacements:\n${steps.join('\n')}`;
  const files = { 'kustomization.yaml': kustomization, 'a.yaml': settings };
  const error = await builds(files, { ...defaultLimits, bytes: 8 * 1024 * 1024 });
  expect(error).toBeInstanceOf(LimitError);
  expect(error).toMatchObject({ code: 'ByteLimit' });
});

test('ordinary replacements go on', async () => {
  const kustomization = replacements(3, 'data.x', 'data.x', '{delimiter: ".", index: 1000}');
  const objects = await builds({ 'kustomization.yaml': kustomization, 'a.yaml': settings });
  expect(objects).toMatchObject([{ object: { data: { x: 'y.y.y.y.y.y.y.y' } } }]);
});

test('a file that is all lines is not taken apart', async () => {
  const error = await builds({
    'kustomization.yaml': 'configMapGenerator: [{name: a, envs: [lines]}]',
    lines: new Uint8Array(64 * 1024 * 1024 + 1).fill(0x0a),
  });
  expect(error).toBeInstanceOf(LimitError);
  expect((error as Error).message).toContain("the file 'lines' has more than 67108864 bytes");
});
