import {
  type Json,
  type JsonObject,
  errorMessage,
  getOwn,
  getString,
  isObject,
} from '@fluxts/base';
import { Cel, ValidationRule } from '@fluxts/cel';
import { GoRegExp } from '@fluxts/gocompat';
import type { FieldCause } from '../resource.ts';
import { forbidden, invalid, notSupported, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, indexStep, keyStep } from '../schema/field-path.ts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
/** Keywords of JSON schema that a definition may not use. */
const refused = [
  '$ref',
  'definitions',
  'dependencies',
  'deprecated',
  'discriminator',
  'id',
  'patternProperties',
  'readOnly',
  'writeOnly',
  'xml',
];
/** What only shapes a value, and so may not stand inside `allOf`, `anyOf`, `oneOf` or `not`. */
const structural = [
  'default',
  'nullable',
  'type',
  'additionalProperties',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
];
/** A schema nested deeper is refused: nothing real is, and every walk would go as deep. */
const maxDepth = 64;
/** A schema with more nodes is refused. */
const maxNodes = 100_000;

/** Reports what the real server refuses in an `openAPIV3Schema`: it must be structural. */
export function judgeSchema(schema: JsonObject, at: FieldPath): readonly FieldCause[] {
  const check = new SchemaCheck();
  check.root(schema, at);
  return check.causes;
}

class SchemaCheck {
  readonly causes: FieldCause[] = [];
  #nodes = 0;
  #cel: Cel | undefined;
  readonly #goodPatterns: Set<string> = new Set();

  root(schema: JsonObject, at: FieldPath): void {
    const type = getString(schema, 'type') ?? '';
    if (type === '') this.#say(required(fieldStep(at, 'type'), 'must not be empty at the root'));
    else if (type !== 'object') {
      this.#say(invalid(fieldStep(at, 'type'), type, 'must be object at the root'));
    }
    if (getOwn(schema, 'nullable') === true) {
      this.#say(forbidden(fieldStep(at, 'nullable'), 'nullable cannot be true at the root'));
    }
    this.#node(schema, at, 'at the root', 0);
  }

  #say(cause: FieldCause): void {
    if (this.causes.length < 50) this.causes.push(cause);
  }

  #node(node: JsonObject, at: FieldPath, what: string, depth: number): void {
    this.#nodes++;
    if (depth > maxDepth || this.#nodes > maxNodes) {
      if (this.#nodes <= maxNodes + 1)
        this.#say(invalid(at, '', 'schema is nested too deeply or too large'));
      return;
    }
    this.#type(node, at, what);
    this.#keywords(node, at);
    const properties = getOwn(node, 'properties');
    if (isObject(properties)) {
      for (const [name, child] of Object.entries(properties)) {
        const place = keyStep(fieldStep(at, 'properties'), name);
        if (isObject(child)) this.#node(child, place, 'for specified object fields', depth + 1);
      }
    }
    const additional = getOwn(node, 'additionalProperties');
    if (isObject(additional)) {
      const place = fieldStep(at, 'additionalProperties');
      this.#node(additional, place, 'for specified object fields', depth + 1);
    }
    const items = getOwn(node, 'items');
    if (isObject(items))
      this.#node(items, fieldStep(at, 'items'), 'for specified array items', depth + 1);
    else if (Array.isArray(items)) {
      this.#say(
        forbidden(fieldStep(at, 'items'), 'items must be a schema object and not an array'),
      );
    }
    this.#junctors(node, at, depth);
  }

  #type(node: JsonObject, at: FieldPath, what: string): void {
    const type = getString(node, 'type') ?? '';
    const free =
      getOwn(node, 'x-kubernetes-int-or-string') === true ||
      getOwn(node, 'x-kubernetes-preserve-unknown-fields') === true;
    if (type === '' && !free && what !== 'at the root') {
      this.#say(required(fieldStep(at, 'type'), `must not be empty ${what}`));
    }
    if (type !== '' && !types.includes(type)) {
      this.#say(notSupported(fieldStep(at, 'type'), type, types));
    }
    if (type !== '' && getOwn(node, 'x-kubernetes-int-or-string') === true) {
      const detail = 'must be empty if x-kubernetes-int-or-string is true';
      this.#say(invalid(fieldStep(at, 'type'), type, detail));
    }
    if (type === 'array' && getOwn(node, 'items') === undefined) {
      this.#say(required(fieldStep(at, 'items'), 'must be specified'));
    }
  }

  #keywords(node: JsonObject, at: FieldPath): void {
    for (const keyword of refused) {
      if (getOwn(node, keyword) !== undefined && keyword in node && node[keyword] !== false) {
        this.#say(forbidden(fieldStep(at, keyword), `${keyword} is not supported`));
      }
    }
    if (getOwn(node, 'uniqueItems') === true) {
      const detail =
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
      this.#say(forbidden(fieldStep(at, 'uniqueItems'), detail));
    }
    const additional = getOwn(node, 'additionalProperties');
    const properties = getOwn(node, 'properties');
    if (additional === false) {
      this.#say(
        forbidden(
          fieldStep(at, 'additionalProperties'),
          'additionalProperties cannot be set to false',
        ),
      );
    } else if (
      additional !== undefined &&
      isObject(properties) &&
      Object.keys(properties).length > 0
    ) {
      const detail = 'additionalProperties and properties are mutual exclusive';
      this.#say(forbidden(fieldStep(at, 'additionalProperties'), detail));
    }
    if (getOwn(node, 'x-kubernetes-preserve-unknown-fields') === false) {
      const place = fieldStep(at, 'x-kubernetes-preserve-unknown-fields');
      this.#say(invalid(place, false, 'must be true or undefined'));
    }
    this.#pattern(node, at);
    this.#listType(node, at);
    this.#embedded(node, at);
    this.#rules(node, at);
  }

  #pattern(node: JsonObject, at: FieldPath): void {
    const pattern = getString(node, 'pattern');
    if (pattern === undefined || pattern === '' || this.#goodPatterns.has(pattern)) return;
    try {
      void new GoRegExp(pattern);
      this.#goodPatterns.add(pattern);
    } catch (error) {
      const detail = `must be a valid regular expression, but isn't: ${errorMessage(error)}`;
      this.#say(invalid(fieldStep(at, 'pattern'), pattern, detail));
    }
  }

  #listType(node: JsonObject, at: FieldPath): void {
    const listType = getString(node, 'x-kubernetes-list-type');
    const keys = getOwn(node, 'x-kubernetes-list-map-keys');
    const place = fieldStep(at, 'x-kubernetes-list-type');
    if (listType !== undefined && !['atomic', 'map', 'set'].includes(listType)) {
      this.#say(notSupported(place, listType, ['atomic', 'map', 'set']));
    }
    if (listType !== undefined && getOwn(node, 'type') !== 'array') {
      const found = getString(node, 'type') ?? '';
      const detail = 'must be array if x-kubernetes-list-type is specified';
      this.#say(invalid(fieldStep(at, 'type'), found, detail));
    }
    const keysAt = fieldStep(at, 'x-kubernetes-list-map-keys');
    if (listType === 'map' && (!Array.isArray(keys) || keys.length === 0)) {
      this.#say(required(keysAt, 'must not be empty if x-kubernetes-list-type is map'));
    }
    if (listType !== 'map' && Array.isArray(keys) && keys.length > 0) {
      const detail = 'must be map if x-kubernetes-list-map-keys is non-empty';
      this.#say(invalid(place, listType ?? '', detail));
    }
    const mapType = getString(node, 'x-kubernetes-map-type');
    if (mapType !== undefined && !['atomic', 'granular'].includes(mapType)) {
      this.#say(
        notSupported(fieldStep(at, 'x-kubernetes-map-type'), mapType, ['atomic', 'granular']),
      );
    }
  }

  #embedded(node: JsonObject, at: FieldPath): void {
    if (getOwn(node, 'x-kubernetes-embedded-resource') !== true) return;
    if (getOwn(node, 'type') !== 'object') {
      const detail = 'must be object if x-kubernetes-embedded-resource is true';
      this.#say(invalid(fieldStep(at, 'type'), getString(node, 'type') ?? '', detail));
    }
    const properties = getOwn(node, 'properties');
    const declares = isObject(properties) && Object.keys(properties).length > 0;
    if (!declares && getOwn(node, 'x-kubernetes-preserve-unknown-fields') !== true) {
      const detail =
        'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
      this.#say(required(fieldStep(at, 'properties'), detail));
    }
  }

  #rules(node: JsonObject, at: FieldPath): void {
    const rules = getOwn(node, 'x-kubernetes-validations');
    for (const [index, rule] of (Array.isArray(rules) ? rules : []).entries()) {
      this.#cel ??= new Cel();
      try {
        void new ValidationRule(this.#cel, rule);
      } catch (error) {
        const place = indexStep(fieldStep(at, 'x-kubernetes-validations'), index);
        const detail = `compilation failed: ${errorMessage(error)}`;
        this.#say(invalid(fieldStep(place, 'rule'), getString(rule, 'rule') ?? '', detail));
      }
    }
  }

  #junctors(node: JsonObject, at: FieldPath, depth: number): void {
    for (const junctor of ['allOf', 'anyOf', 'oneOf']) {
      const parts = getOwn(node, junctor);
      if (!Array.isArray(parts)) continue;
      // An int-or-string says so by an anyOf of both types, which is the one exception.
      const intOrString = getOwn(node, 'x-kubernetes-int-or-string') === true;
      for (const [index, part] of parts.entries()) {
        const place = indexStep(fieldStep(at, junctor), index);
        if (isObject(part)) this.#value(part, place, intOrString, depth + 1);
      }
    }
    const not = getOwn(node, 'not');
    if (isObject(not)) this.#value(not, fieldStep(at, 'not'), false, depth + 1);
  }

  /** A schema inside a junctor judges values and shapes nothing. */
  #value(node: JsonObject, at: FieldPath, typesAllowed: boolean, depth: number): void {
    this.#nodes++;
    if (depth > maxDepth || this.#nodes > maxNodes) return;
    for (const keyword of structural) {
      const value: Json | undefined = getOwn(node, keyword);
      if (value === undefined || value === false || (keyword === 'type' && typesAllowed)) continue;
      const detail = 'must be empty to be structural';
      this.#say(forbidden(fieldStep(at, keyword), detail));
    }
    this.#pattern(node, at);
    const properties = getOwn(node, 'properties');
    for (const [name, child] of Object.entries(isObject(properties) ? properties : {})) {
      const place = keyStep(fieldStep(at, 'properties'), name);
      if (isObject(child)) this.#value(child, place, false, depth + 1);
    }
    const items = getOwn(node, 'items');
    if (isObject(items)) this.#value(items, fieldStep(at, 'items'), false, depth + 1);
    for (const junctor of ['allOf', 'anyOf', 'oneOf']) {
      const parts = getOwn(node, junctor);
      for (const [index, part] of (Array.isArray(parts) ? parts : []).entries()) {
        const place = indexStep(fieldStep(at, junctor), index);
        if (isObject(part)) this.#value(part, place, typesAllowed, depth + 1);
      }
    }
  }
}
