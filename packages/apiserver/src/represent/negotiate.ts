import { ApiError } from '../api-error.ts';
import { metadataOnly } from './partial.ts';
import type { Representation } from './representation.ts';
import { type IncludeObject, tables } from './table.ts';
import { wholeObjects } from './whole.ts';

/** What a client accepts, and the server has. */
export interface Negotiated {
  readonly format: 'json' | 'yaml';
  readonly representation: Representation;
}

const formats: ReadonlyMap<string, 'json' | 'yaml'> = new Map([
  ['*/*', 'json'],
  ['application/*', 'json'],
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
]);

/** One media type of an `Accept` header with its parameters. */
export interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads an `Accept` header in order of preference. Clients of Kubernetes order theirs and give no weights. */
export function readAccept(header: string | undefined): readonly MediaRange[] {
  if (header === undefined || header.trim() === '') {
    return [{ type: '*/*', parameters: new Map() }];
  }
  return header
    .split(',')
    .map((range, index) => {
      const [type = '', ...rest] = range.split(';').map((part) => part.trim());
      const parameters = new Map(rest.map((part) => splitParameter(part)));
      const weight = Number(parameters.get('q') ?? '1');
      return { type: type.toLowerCase(), parameters, weight, index };
    })
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
}

function splitParameter(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals).trim(), text.slice(equals + 1).trim()];
}

/**
 * Chooses the form of the answer.
 * @throws ApiError `NotAcceptable` when the client takes nothing that there is
 */
export function negotiate(
  accept: string | undefined,
  query: URLSearchParams,
  now: () => Date,
): Negotiated {
  for (const range of readAccept(accept)) {
    const format = formats.get(range.type);
    if (format === undefined) continue;
    const representation = representationFor(range, query, now);
    if (representation !== undefined) return { format, representation };
  }
  throw new ApiError(
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/yaml',
  );
}

function representationFor(
  { parameters }: MediaRange,
  query: URLSearchParams,
  now: () => Date,
): Representation | undefined {
  const form = parameters.get('as');
  if (form === undefined) return wholeObjects;
  if (parameters.get('g') !== 'meta.k8s.io' || parameters.get('v') !== 'v1') return undefined;
  switch (form) {
    case 'Table':
      return tables(includeObject(query.get('includeObject')), now);
    case 'PartialObjectMetadata':
    case 'PartialObjectMetadataList':
      return metadataOnly;
    default:
      return undefined;
  }
}

function includeObject(wanted: string | null): IncludeObject {
  return wanted === 'None' || wanted === 'Object' ? wanted : 'Metadata';
}
