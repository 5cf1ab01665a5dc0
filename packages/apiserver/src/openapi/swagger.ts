import { type Json, type JsonObject, getOwn, isObject, setOwn } from '@fluxts/base';

/** Paths and schemas of some resources, as an OpenAPI v3 document holds them. */
export interface ApiDescription {
  readonly paths: JsonObject;
  readonly components: { readonly schemas: JsonObject };
}

const verbs: ReadonlySet<string> = new Set(['delete', 'get', 'patch', 'post', 'put']);

/** Writes a description as a Swagger 2.0 document, for clients that know no OpenAPI v3. */
export function toSwagger(info: JsonObject, api: ApiDescription): JsonObject {
  const paths: JsonObject = {};
  for (const [path, item] of Object.entries(api.paths)) {
    if (isObject(item)) setOwn(paths, path, swaggerPath(item));
  }
  return {
    swagger: '2.0',
    info,
    paths,
    definitions: moveReferences(api.components.schemas),
  };
}

function swaggerPath(item: JsonObject): JsonObject {
  const path: JsonObject = {};
  for (const [key, value] of Object.entries(item)) {
    if (key === 'parameters') path[key] = swaggerParameters(value);
    else if (verbs.has(key) && isObject(value)) path[key] = swaggerOperation(value);
  }
  return path;
}

function swaggerOperation(operation: JsonObject): JsonObject {
  const { requestBody, responses, parameters, ...rest } = operation;
  const made: JsonObject = { ...rest, parameters: swaggerParameters(parameters) };
  const content = isObject(requestBody) ? getOwn(requestBody, 'content') : undefined;
  if (isObject(content)) {
    made['consumes'] = Object.keys(content);
    const schema = schemaOf(content);
    (made['parameters'] as Json[]).push({ name: 'body', in: 'body', required: true, schema });
  }
  const answers: JsonObject = {};
  for (const [code, response] of Object.entries(isObject(responses) ? responses : {})) {
    if (!isObject(response)) continue;
    const { content: answer, ...others } = response;
    answers[code] = isObject(answer) ? { ...others, schema: schemaOf(answer) } : others;
  }
  made['produces'] = ['application/json'];
  made['responses'] = answers;
  return made;
}

function schemaOf(content: JsonObject): Json {
  const first = Object.values(content)[0];
  return moveReferences(isObject(first) ? (getOwn(first, 'schema') ?? {}) : {});
}

function swaggerParameters(parameters: Json | undefined): Json[] {
  return (Array.isArray(parameters) ? parameters : []).filter(isObject).map((parameter) => {
    const { schema, ...rest } = parameter;
    return isObject(schema) ? { ...rest, ...schema } : rest;
  });
}

/** References lie elsewhere in Swagger, and stand alone where OpenAPI v3 wraps them in `allOf`. */
function moveReferences(value: JsonObject): JsonObject;
function moveReferences(value: Json): Json;
function moveReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => moveReferences(item));
  if (!isObject(value)) return value;
  const moved: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const wrapped =
      key === 'allOf' && Array.isArray(item) && item.length === 1 ? item[0] : undefined;
    const target = isObject(wrapped) ? getOwn(wrapped, '$ref') : undefined;
    if (typeof target === 'string') moved['$ref'] = moveReference(target);
    else if (key === '$ref' && typeof item === 'string') moved[key] = moveReference(item);
    else setOwn(moved, key, moveReferences(item));
  }
  return moved;
}

function moveReference(target: string): string {
  return target.replace('#/components/schemas/', '#/definitions/');
}
