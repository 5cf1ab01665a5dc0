import type { JsonObject } from '@fluxts/base';
import type { GroupVersionKind, ResourceInfo, Verb } from '../resource.ts';
import { reference } from './naming.ts';

/** The kind of the scale subresource, whatever it scales. */
const scaleKind: GroupVersionKind = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

type Parameter = readonly [name: string, type: 'boolean' | 'integer' | 'string'];

const pretty: Parameter = ['pretty', 'string'];
const writing: readonly Parameter[] = [
  ['dryRun', 'string'],
  ['fieldManager', 'string'],
  ['fieldValidation', 'string'],
];
const selecting: readonly Parameter[] = [
  ['allowWatchBookmarks', 'boolean'],
  ['continue', 'string'],
  ['fieldSelector', 'string'],
  ['labelSelector', 'string'],
  ['limit', 'integer'],
  ['resourceVersion', 'string'],
  ['resourceVersionMatch', 'string'],
  ['sendInitialEvents', 'boolean'],
  ['timeoutSeconds', 'integer'],
  ['watch', 'boolean'],
];
const deleting: readonly Parameter[] = [
  ['dryRun', 'string'],
  ['gracePeriodSeconds', 'integer'],
  ['orphanDependents', 'boolean'],
  ['propagationPolicy', 'string'],
];

const strategic = 'application/strategic-merge-patch+json';

/** kubectl reads from this list which patches a kind takes; custom ones take no strategic merge. */
function patchTypes(info: ResourceInfo): readonly string[] {
  const custom = info.openApiSchema !== undefined;
  return [
    'application/json-patch+json',
    'application/merge-patch+json',
    ...(custom ? [] : [strategic]),
    'application/apply-patch+yaml',
  ];
}

/** The schemas that the paths of a resource speak of, by their names in the document. */
export interface PathSchemas {
  readonly kind: string;
  readonly list: string;
  /** Absent when the resource cannot be scaled. */
  readonly scale?: string;
}

/** The paths of one served resource, as a document lists them. */
export function pathsOf(info: ResourceInfo, names: PathSchemas): JsonObject {
  const root = info.group === '' ? `/api/${info.version}` : `/apis/${info.group}/${info.version}`;
  const collection = info.namespaced
    ? `${root}/namespaces/{namespace}/${info.plural}`
    : `${root}/${info.plural}`;
  const paths: JsonObject = {};
  const kind: GroupVersionKind = info;
  paths[collection] = collectionPath(info, names);
  if (info.namespaced && info.verbs.includes('list')) {
    paths[`${root}/${info.plural}`] = {
      get: operation(info, 'list', kind, names.list, selecting),
      parameters: [query(pretty)],
    };
  }
  if (!info.verbs.includes('get')) return paths;
  paths[`${collection}/{name}`] = objectPath(info, kind, names.kind, info.verbs);
  const part: readonly Verb[] = ['get', 'patch', 'update'];
  if (info.hasStatus)
    paths[`${collection}/{name}/status`] = objectPath(info, kind, names.kind, part);
  if (names.scale !== undefined) {
    paths[`${collection}/{name}/scale`] = objectPath(info, scaleKind, names.scale, part);
  }
  return paths;
}

function collectionPath(info: ResourceInfo, names: PathSchemas): JsonObject {
  const path: JsonObject = { parameters: [...namespaceParameter(info), query(pretty)] };
  const can = (verb: Verb): boolean => info.verbs.includes(verb);
  if (can('list')) path['get'] = operation(info, 'list', info, names.list, selecting);
  if (can('create')) {
    path['post'] = {
      ...operation(info, 'post', info, names.kind, writing),
      ...body(names.kind, ['*/*']),
    };
  }
  if (can('deletecollection')) {
    path['delete'] = operation(info, 'deletecollection', info, undefined, [
      ...deleting,
      ...selecting,
    ]);
  }
  return path;
}

function objectPath(
  info: ResourceInfo,
  kind: GroupVersionKind,
  schema: string,
  verbs: readonly Verb[],
): JsonObject {
  const name = { name: 'name', in: 'path', required: true, schema: { type: 'string' } };
  const path: JsonObject = { parameters: [name, ...namespaceParameter(info), query(pretty)] };
  if (verbs.includes('get')) path['get'] = operation(info, 'get', kind, schema, []);
  if (verbs.includes('update')) {
    path['put'] = { ...operation(info, 'put', kind, schema, writing), ...body(schema, ['*/*']) };
  }
  if (verbs.includes('patch')) {
    const parameters: readonly Parameter[] = [...writing, ['force', 'boolean']];
    path['patch'] = {
      ...operation(info, 'patch', kind, schema, parameters),
      ...body(undefined, patchTypes(info)),
    };
  }
  if (verbs.includes('delete'))
    path['delete'] = operation(info, 'delete', kind, undefined, deleting);
  return path;
}

function namespaceParameter(info: ResourceInfo): readonly JsonObject[] {
  if (!info.namespaced) return [];
  return [{ name: 'namespace', in: 'path', required: true, schema: { type: 'string' } }];
}

function query([name, type]: Parameter): JsonObject {
  return { name, in: 'query', schema: { type, uniqueItems: true } };
}

function operation(
  info: ResourceInfo,
  action: string,
  kind: GroupVersionKind,
  answer: string | undefined,
  parameters: readonly Parameter[],
): JsonObject {
  const content = answer === undefined ? {} : { content: json(answer) };
  return {
    tags: [info.group === '' ? `core_${info.version}` : `${camel(info.group)}_${info.version}`],
    parameters: parameters.map(query),
    responses: { 200: { description: 'OK', ...content }, 401: { description: 'Unauthorized' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': {
      group: kind.group,
      kind: kind.kind,
      version: kind.version,
    },
  };
}

function json(name: string): JsonObject {
  return { 'application/json': { schema: { $ref: reference(name) } } };
}

function body(name: string | undefined, types: readonly string[]): JsonObject {
  const schema: JsonObject = name === undefined ? { type: 'object' } : { $ref: reference(name) };
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  return { requestBody: { content, required: true } };
}

function camel(group: string): string {
  const [first = '', ...rest] = group.replace(/\.k8s\.io$/, '').split('.');
  return first + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}
