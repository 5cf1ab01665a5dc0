import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApiServer } from '@fluxts/apiserver';
import { getString, isObject, jsonClone, type JsonObject } from '@fluxts/base';
import { builtinResources } from '@fluxts/kube';
import { parseAll, stringifyJson, YamlError } from '@fluxts/yaml';
import { expect, test } from 'vitest';
import { Client } from '../../packages/apiserver/test/support/client.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const corpus = join(process.env['FLUXTS_SHARED'] ?? join(root, '../shared'), 'corpus');
const folders = ['helm/open/cases', 'kustomize/open'].map((folder) => join(corpus, folder));

/** What kustomize and helm are expected to make in every case of the corpora, each object once. */
function manifests(): JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      const file = join(folder, name, 'expected.yaml');
      if (!existsSync(file)) continue;
      try {
        for (const { value } of parseAll(readFileSync(file))) {
          if (isObject(value)) found.set(stringifyJson(value), value);
        }
      } catch (error) {
        // Some cases expect what is no YAML.
        if (!(error instanceof YamlError)) throw error;
      }
    }
  }
  return [...found.values()];
}

/** Where an object is applied: a namespace of its own is not needed, names meet one after the other. */
function placeOf(object: JsonObject): string | undefined {
  const apiVersion = getString(object, 'apiVersion');
  const name = getString(object, 'metadata', 'name') ?? '';
  const resource = builtinResources.find(
    ({ group, version, kind }) =>
      kind === object['kind'] && (group === '' ? version : `${group}/${version}`) === apiVersion,
  );
  if (resource === undefined || name === '' || !resource.verbs.includes('patch')) return undefined;
  const base = resource.group === '' ? '/api/v1' : `/apis/${apiVersion}`;
  const scope = resource.namespaced ? '/namespaces/default' : '';
  return `${base}${scope}/${resource.plural}/${encodeURIComponent(name)}`;
}

const present = folders.every((folder) => existsSync(folder));

test.skipIf(!present)(
  `every manifest of the corpora is taken or refused with a reason, and applied again without a change${present ? '' : ' (the corpora are not beside the checkout: set FLUXTS_SHARED)'}`,
  async () => {
    const server = await startApiServer({ simulateWorkloads: false });
    const client = new Client(server.adminClientConfig);
    let applied = 0;
    const odd: string[] = [];
    for (const original of manifests()) {
      const path = placeOf(original);
      if (path === undefined) continue;
      const object = jsonClone(original);
      delete (object['metadata'] as JsonObject)['namespace'];
      const body = stringifyJson(object);
      const first = await client.apply(path, body, 'fieldManager=test&force=true');
      if (first.code >= 300) {
        if (first.code !== 422 && first.code !== 400) odd.push(`${path}: ${first.text}`);
        continue;
      }
      applied++;
      const again = await client.apply(path, body, 'fieldManager=test&force=true');
      // What a definition's controller writes meanwhile is no change by the apply.
      const isDefinition = object['kind'] === 'CustomResourceDefinition';
      if (!isDefinition && again.text !== first.text) odd.push(`${path}: ${again.text}`);
      await client.delete(path);
    }
    expect(odd).toEqual([]);
    expect(applied).toBeGreaterThan(1000);
    client.close();
    await server.close();
  },
  120_000,
);
