import {
  GoComplex,
  GoFunctionValue,
  GoInt,
  GoObject,
  type GoValue,
  isMap,
  type ParameterType,
  typeTagOf,
} from './value.ts';

/** Go's `reflect.Kind` of a value by name; `invalid` for nil. */
export function kindOf(value: GoValue): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    case 'bigint':
      return 'int';
    case 'string':
      return 'string';
    case 'undefined':
      return 'invalid';
    default:
  }
  if (value === null) return 'invalid';
  if (Array.isArray(value) || value instanceof Uint8Array) return 'slice';
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoObject) return value.kind;
  if (value instanceof GoComplex) return 'complex128';
  if (value instanceof GoFunctionValue) return 'func';
  return 'map';
}

/** The Go type of a value, as `%T` prints it. */
export function typeOf(value: GoValue): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return typeTagOf(value) ?? '[]interface {}';
  if (value instanceof Uint8Array) return '[]uint8';
  if (value instanceof GoInt) return value.typeName ?? value.kind;
  if (value instanceof GoObject || value instanceof GoFunctionValue) return value.typeName;
  if (isMap(value)) return typeTagOf(value) ?? 'map[string]interface {}';
  return kindOf(value);
}

/** Whether the elements of a list or mapping are interfaces, so that errors name that type. */
export function holdsInterfaces(value: GoValue): boolean {
  if (Array.isArray(value)) {
    const tag = typeTagOf(value);
    return tag === undefined || tag === '[]interface {}';
  }
  if (!isMap(value)) return false;
  const tag = typeTagOf(value);
  return tag === undefined || !/^map\[.*\](?!interface \{\})/.test(tag);
}

/** How errors name what a function takes. */
export const parameterTypeNames: Readonly<Record<ParameterType, string>> = {
  any: 'interface {}',
  value: 'reflect.Value',
  string: 'string',
  bool: 'bool',
  int: 'int',
  int64: 'int64',
  int32: 'int32',
  float64: 'float64',
  list: '[]interface {}',
  strings: '[]string',
  map: 'map[string]interface {}',
  time: 'time.Time',
};

/** Whether a value that is not nil can be passed for a parameter as it is. */
// oxlint-disable-next-line typescript/consistent-return -- every case returns
export function assignable(value: GoValue, type: ParameterType): boolean {
  switch (type) {
    case 'any':
    case 'value':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'bigint';
    case 'float64':
      return typeof value === 'number';
    case 'int32':
    case 'int64':
      return value instanceof GoInt && value.kind === type && value.typeName === undefined;
    case 'list':
      return Array.isArray(value) && typeOf(value) === '[]interface {}';
    case 'strings':
      return Array.isArray(value) && typeOf(value) === '[]string';
    case 'map':
      // A named map type is assignable to the unnamed one of the same shape.
      return isMap(value) && holdsInterfaces(value);
    case 'time':
      return value instanceof GoObject && value.typeName === 'time.Time';
  }
}

/** Go's truth: false for zero, empty and nil; a struct is true. */
export function truth(value: GoValue): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value.length > 0;
    case 'undefined':
      return false;
    case 'number':
      return value !== 0;
    case 'bigint':
      return value !== 0n;
    default:
  }
  if (value === null) return false;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  if (value instanceof GoInt) return value.value !== 0n;
  if (value instanceof GoComplex) return value.real !== 0 || value.imaginary !== 0;
  if (value instanceof GoObject) return value.kind !== 'map' || value.entries().length > 0;
  if (value instanceof GoFunctionValue) return true;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}
