import { decodeText, YamlError } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import type { Directory } from '../load/directory.ts';

/** Where the data of a generated ConfigMap or Secret comes from. */
export interface KeyValueSources {
  /** `key=value`; one pair of quotes around the value is taken off. */
  readonly literals: readonly string[];
  /** `path` or `key=path`. */
  readonly files: readonly string[];
  /** Files of `key=value` lines. */
  readonly envs: readonly string[];
}

/**
 * Reads all pairs: those of env files first, then literals, then files.
 * @param owner names the generated object, for errors
 * @throws KustomizeError `Generator`
 */
export function readKeyValues(
  sources: KeyValueSources,
  directory: Directory,
  owner: string,
): Map<string, Uint8Array> {
  const pairs: (readonly [string, Uint8Array])[] = [];
  const collect = (prefix: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      throw fail(`loading KV pairs: ${prefix}: ${error.message}`, error);
    }
  };
  collect(`env source files: [${sources.envs.join(' ')}]`, () => {
    for (const file of sources.envs) pairs.push(...readEnvFile(directory.load(file), file));
  });
  collect(`literal sources [${sources.literals.join(' ')}]`, () => {
    for (const literal of sources.literals) pairs.push(readLiteral(literal));
  });
  collect(`file sources: [${sources.files.join(' ')}]`, () => {
    for (const source of sources.files) {
      const { key, path } = splitFileSource(source);
      pairs.push([key, directory.load(path)]);
    }
  });
  const result = new Map<string, Uint8Array>();
  for (const [key, value] of pairs) {
    if (result.has(key)) throw fail(`configmap ${owner} illegally repeats the key \`${key}\``);
    result.set(key, value);
  }
  return result;
}

/** Cuts `key=path`; a path alone gives the key by its last part. @throws KustomizeError `Generator` */
function splitFileSource(source: string): { key: string; path: string } {
  const [key, path, more] = source.split('=') as [string, string?, string?];
  if (path === undefined) return { key: source.slice(source.lastIndexOf('/') + 1), path: source };
  if (more !== undefined) {
    throw fail(`source "${source}" key name or file path contains '='`);
  }
  if (key === '') throw fail(`missing key name for file path "${path}" in source "${source}"`);
  if (path === '') throw fail(`missing file path for key name "${key}" in source "${source}"`);
  return { key, path };
}

function readLiteral(literal: string): readonly [string, Uint8Array] {
  const equals = literal.indexOf('=');
  if (equals <= 0) throw fail(`invalid literal source ${literal}, expected key=value`);
  const value = literal.slice(equals + 1);
  const quote = value[0];
  const quoted = value.length >= 2 && (quote === '"' || quote === "'") && value.at(-1) === quote;
  return [literal.slice(0, equals), encode(quoted ? value.slice(1, -1) : value)];
}

function readEnvFile(bytes: Uint8Array, file: string): (readonly [string, Uint8Array])[] {
  let text: string;
  try {
    text = decodeText(bytes, file);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw fail(`env file '${file}' has invalid utf8 bytes`, error);
  }
  const pairs: (readonly [string, Uint8Array])[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.replace(/\r$/, '').trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    const key = equals < 0 ? trimmed : trimmed.slice(0, equals);
    if (key !== '') pairs.push([key, encode(equals < 0 ? '' : trimmed.slice(equals + 1))]);
  }
  return pairs;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function fail(message: string, cause?: unknown): KustomizeError {
  const place = cause instanceof KustomizeError ? cause.place : undefined;
  return new KustomizeError('Generator', message, {
    retry: 'on-change',
    ...(cause === undefined ? {} : { cause }),
    ...(place === undefined ? {} : { place }),
  });
}
