import type { Json } from '@fluxts/base';
import { builtinTypes } from './builtin-types.ts';
import {
  defaultPatchStrategy,
  type ListType,
  type PatchStrategy,
  type Schema,
  type SchemaSource,
  type SchemaType,
} from './schema.ts';

/*
 * The notation of the table. A line is a type: its name, `!` when server-side apply owns the struct
 * as one value, then its fields, `name=shape marks`, separated by spaces.
 *
 *   shape  s string  b boolean  i int32  l int64  d double  y bytes  t time  u time in microseconds
 *          q quantity  x int or string  * anything
 *          &.Name a type of the same group and version  &core/v1.Name any other
 *          [shape a list  {shape a map
 *   marks  !  required
 *          ~a atomic  ~g granular though its type is atomic  ~s set  ~m(key,key) keyed list
 *          ^  patch strategy: m merge, r retainKeys, p replace, and the merge key in brackets
 *          =  the default, in JSON
 */

const scalars: Readonly<Record<string, readonly [SchemaType, string | undefined]>> = {
  s: ['string', undefined],
  b: ['boolean', undefined],
  i: ['integer', 'int32'],
  l: ['integer', 'int64'],
  d: ['number', 'double'],
  y: ['string', 'byte'],
  t: ['string', 'date-time'],
  u: ['string', 'date-time-micro'],
  q: ['int-or-string', 'quantity'],
  x: ['int-or-string', 'int-or-string'],
  '*': ['any', undefined],
};

const fieldPattern: RegExp =
  /^(?<lists>[[{]*)(?:&(?<reference>[\w./-]+)|(?<scalar>[a-z*]))(?<required>!?)(?:~(?:m\((?<keys>[\w,]+)\)|(?<relation>[ags])))?(?:\^(?<strategy>[mrp]*)(?:\((?<mergeKey>\w+)\))?)?(?:=(?<default>.+))?$/;

/** What a field of a type says beyond the shape of its value. */
interface Marks {
  readonly listType: ListType;
  readonly listKeys: readonly string[];
  readonly atomic: boolean | undefined;
  readonly patch: PatchStrategy;
  readonly default: Json | undefined;
}

const noMarks: Marks = {
  listType: 'atomic',
  listKeys: [],
  atomic: undefined,
  patch: defaultPatchStrategy,
  default: undefined,
};

/** A struct of the table; its line is read when a field is first asked for. */
class StructType {
  readonly name: string;
  readonly atomic: boolean;
  readonly #line: string;
  readonly #table: BuiltinTable;
  #fields: Map<string, Schema> | undefined;
  #required: string[] = [];

  constructor(name: string, atomic: boolean, line: string, table: BuiltinTable) {
    this.name = name;
    this.atomic = atomic;
    this.#line = line;
    this.#table = table;
  }

  get fields(): Map<string, Schema> {
    if (this.#fields !== undefined) return this.#fields;
    const fields = new Map<string, Schema>();
    const groupVersion = this.name.slice(0, this.name.indexOf('.', this.name.indexOf('/')));
    for (const text of this.#line.split(' ').slice(1)) {
      const equals = text.indexOf('=');
      const name = text.slice(0, equals);
      const parts = fieldPattern.exec(text.slice(equals + 1))?.groups;
      if (parts === undefined) continue;
      fields.set(name, this.#table.fieldSchema(parts, groupVersion));
      if (parts['required'] === '!') this.#required.push(name);
    }
    this.#fields = fields;
    return fields;
  }

  get required(): readonly string[] {
    return this.fields.size === 0 ? [] : this.#required;
  }
}

/** A value of a built-in type. `inner` holds the list and map brackets not yet opened. */
class BuiltinSchema implements Schema {
  readonly type: SchemaType;
  readonly format: string | undefined;
  readonly items: Schema | undefined;
  readonly values: Schema | undefined;
  readonly #struct: StructType | undefined;
  readonly #marks: Marks;

  constructor(
    brackets: string,
    struct: StructType | undefined,
    scalar: string | undefined,
    marks: Marks,
  ) {
    this.#marks = marks;
    const inner =
      brackets === '' ? undefined : new BuiltinSchema(brackets.slice(1), struct, scalar, noMarks);
    this.#struct = inner === undefined ? struct : undefined;
    this.items = brackets.startsWith('[') ? inner : undefined;
    this.values = brackets.startsWith('{') ? inner : undefined;
    if (this.items !== undefined) this.type = 'array';
    else if (scalar === undefined || this.values !== undefined) this.type = 'object';
    else this.type = scalars[scalar]?.[0] ?? 'any';
    this.format = inner === undefined ? scalars[scalar ?? '']?.[1] : undefined;
  }

  get fieldNames(): readonly string[] {
    return this.#struct === undefined ? [] : [...this.#struct.fields.keys()];
  }

  get required(): readonly string[] {
    return this.#struct?.required ?? [];
  }

  get default(): Json | undefined {
    return this.#marks.default;
  }

  get enum(): undefined {
    return undefined;
  }

  get nullable(): boolean {
    return true;
  }

  get preserveUnknown(): boolean {
    return this.type === 'any';
  }

  get embeddedResource(): boolean {
    return false;
  }

  get listType(): ListType {
    return this.#marks.listType;
  }

  get listKeys(): readonly string[] {
    return this.#marks.listKeys;
  }

  get atomic(): boolean {
    return this.#marks.atomic ?? this.#struct?.atomic ?? false;
  }

  get patch(): PatchStrategy {
    return this.#marks.patch;
  }

  get openapi(): undefined {
    return undefined;
  }

  get typeName(): string | undefined {
    return this.#struct?.name;
  }

  field(name: string): Schema | undefined {
    return this.#struct?.fields.get(name);
  }
}

/** The table of built-in types. Nothing is read before the first look-up, and then only what is asked for. */
class BuiltinTable implements SchemaSource {
  readonly #text: string;
  #lines: Map<string, string> | undefined;
  readonly #structs = new Map<string, StructType | undefined>();
  readonly #roots = new Map<string, Schema | undefined>();

  constructor(text: string) {
    this.#text = text;
  }

  schemaOf(apiVersion: string, kind: string): Schema | undefined {
    const schema = this.typeNamed(
      `${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}.${kind}`,
    );
    return schema?.field('kind') === undefined ? undefined : schema;
  }

  typeNamed(name: string): Schema | undefined {
    if (this.#roots.has(name)) return this.#roots.get(name);
    const struct = this.#struct(name);
    const schema =
      struct === undefined ? undefined : new BuiltinSchema('', struct, undefined, noMarks);
    // A name that is not there came from outside: remembering it would let hostile input grow the map.
    if (schema !== undefined) this.#roots.set(name, schema);
    return schema;
  }

  fieldSchema(parts: Readonly<Record<string, string | undefined>>, groupVersion: string): Schema {
    const reference = parts['reference'];
    const struct =
      reference === undefined
        ? undefined
        : this.#struct(reference.startsWith('.') ? groupVersion + reference : reference);
    return new BuiltinSchema(parts['lists'] ?? '', struct, parts['scalar'], marksOf(parts));
  }

  #struct(name: string): StructType | undefined {
    const known = this.#structs.get(name);
    if (known !== undefined) return known;
    this.#lines ??= readLines(this.#text);
    const line = this.#lines.get(name);
    if (line === undefined) return undefined;
    const struct = new StructType(name, line.startsWith('!'), line, this);
    this.#structs.set(name, struct);
    return struct;
  }
}

function readLines(text: string): Map<string, string> {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const space = line.indexOf(' ');
    const end = space < 0 ? line.length : space;
    const atomic = line[end - 1] === '!';
    lines.set(line.slice(0, atomic ? end - 1 : end), line.slice(atomic ? end - 1 : end));
  }
  return lines;
}

function marksOf(parts: Readonly<Record<string, string | undefined>>): Marks {
  const { keys, relation, strategy, mergeKey, default: initial } = parts;
  if (keys === undefined && relation === undefined && strategy === undefined && !initial) {
    return noMarks;
  }
  return {
    listType: keys !== undefined ? 'map' : relation === 's' ? 'set' : 'atomic',
    listKeys: keys?.split(',') ?? [],
    atomic: relation === undefined ? undefined : relation === 'a',
    patch:
      strategy === undefined
        ? defaultPatchStrategy
        : {
            merge: strategy.includes('m'),
            retainKeys: strategy.includes('r'),
            replace: strategy.includes('p'),
            mergeKey,
          },
    default: initial === undefined ? undefined : (JSON.parse(initial) as Json),
  };
}

/**
 * The schemas of Kubernetes' built-in kinds, of CustomResourceDefinition and of APIService. Loading
 * this costs nothing; the table behind it is read at the first look-up, type by type.
 */
export const builtinSchemas: SchemaSource & {
  /** A type by its name in the table, such as `core/v1.Container` or `meta/v1.ObjectMeta`. */
  typeNamed(name: string): Schema | undefined;
} = /* @__PURE__ */ new BuiltinTable(builtinTypes);
