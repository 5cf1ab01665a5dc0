import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  errorMessage,
  getOwn,
  getString,
  isObject,
  type Json,
  type JsonObject,
} from '@fluxts/base';
import { parse } from '@fluxts/yaml';
import { KubeClientError } from '../errors.ts';
import type {
  Kubeconfig,
  KubeconfigContext,
  KubeconfigEntry,
  KubeconfigSource,
} from './kubeconfig.ts';

const maxBytes = 4 * 1024 * 1024;

/**
 * Reads and merges kubeconfig files, in the order of `KUBECONFIG`: for each name, and for the current
 * context, the first file that has it wins. Files that do not exist are skipped.
 * @throws KubeClientError `KubeconfigInvalid`
 */
export function loadKubeconfig(files: readonly string[]): Kubeconfig {
  const sources: KubeconfigSource[] = [];
  for (const file of files) {
    if (file === '') continue;
    const path = resolve(file);
    try {
      sources.push({ text: readFileSync(path, 'utf8'), file, directory: dirname(path) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw invalid(`cannot read the kubeconfig ${file}: ${errorMessage(error)}`, error);
    }
  }
  return parseKubeconfig(sources);
}

/** Parses and merges kubeconfig texts; see {@link loadKubeconfig}. @throws KubeClientError `KubeconfigInvalid` */
export function parseKubeconfig(sources: readonly KubeconfigSource[]): Kubeconfig {
  const contexts = new Map<string, KubeconfigContext>();
  const clusters = new Map<string, KubeconfigEntry>();
  const users = new Map<string, KubeconfigEntry>();
  let currentContext = '';
  for (const source of sources) {
    const config = readSource(source);
    if (config === undefined) continue;
    if (currentContext === '') currentContext = getString(config, 'current-context') ?? '';
    addNamed(clusters, config, 'clusters', 'cluster', source);
    addNamed(users, config, 'users', 'user', source);
    for (const [name, value] of named(config, 'contexts', 'context', source)) {
      if (contexts.has(name)) continue;
      contexts.set(name, {
        cluster: getString(value, 'cluster') ?? '',
        user: getString(value, 'user') ?? '',
        namespace: getString(value, 'namespace'),
      });
    }
  }
  return { currentContext, contexts, clusters, users };
}

function readSource(source: KubeconfigSource): JsonObject | undefined {
  const place = source.file ?? 'the kubeconfig';
  if (source.text.length > maxBytes) throw invalid(`${place} is larger than ${maxBytes} bytes`);
  let value: Json;
  try {
    value = parse(source.text, { file: place, duplicateKeys: 'last' });
  } catch (error) {
    // The parser's message may quote a line, and a line may hold a key or a token.
    throw invalid(`${place} is not valid YAML${lineOf(error)}`);
  }
  if (value === null) return undefined;
  if (!isObject(value)) throw invalid(`${place} is not a mapping`);
  const kind = getOwn(value, 'kind');
  if (kind !== undefined && kind !== 'Config') throw invalid(`${place} is not of kind Config`);
  return value;
}

function lineOf(error: unknown): string {
  const line = (error as { readonly place?: { readonly line?: number } }).place?.line;
  return line === undefined ? '' : ` (line ${line})`;
}

function addNamed(
  into: Map<string, KubeconfigEntry>,
  config: JsonObject,
  list: string,
  key: string,
  source: KubeconfigSource,
): void {
  for (const [name, value] of named(config, list, key, source)) {
    if (!into.has(name)) into.set(name, { value, directory: source.directory });
  }
}

function* named(
  config: JsonObject,
  list: string,
  key: string,
  source: KubeconfigSource,
): Generator<[string, JsonObject]> {
  const entries = getOwn(config, list) ?? null;
  if (entries === null) return;
  const place = source.file ?? 'the kubeconfig';
  if (!Array.isArray(entries)) throw invalid(`${list} of ${place} is not a list`);
  for (const entry of entries) {
    const name = getString(entry, 'name');
    if (!isObject(entry) || name === undefined) {
      throw invalid(`an entry of ${list} of ${place} has no name`);
    }
    const value = getOwn(entry, key) ?? null;
    if (value !== null && !isObject(value)) {
      throw invalid(`${list} '${name}' of ${place} has a ${key} that is not a mapping`);
    }
    yield [name, value ?? {}];
  }
}

function invalid(message: string, cause?: unknown): KubeClientError {
  return new KubeClientError('KubeconfigInvalid', message, {
    retry: 'on-change',
    ...(cause === undefined ? {} : { cause }),
  });
}
