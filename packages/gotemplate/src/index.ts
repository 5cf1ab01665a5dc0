export { type ExecuteOptions, TemplateSet, type TemplateOptions } from './template-set.ts';
export type { MissingKey } from './exec/frame.ts';
export type { Delimiters } from './parse/lexer.ts';
export { functionError, GoTemplateError, type GoTemplateErrorCode } from './error.ts';
export {
  fixed,
  type FunctionMap,
  type GoFunction,
  type Run,
  variadic,
} from './functions/function.ts';
export {
  GoComplex,
  GoFunctionValue,
  GoInt,
  type GoMap,
  type GoMethod,
  GoObject,
  type GoValue,
  type IntKind,
  type ParameterType,
  int64,
  strings,
  withType,
} from './value/value.ts';
export { kindOf, truth, typeOf } from './value/types.ts';
export { fromBytes, toBytes } from './value/bytes.ts';
export { sprint, sprintf, sprintln } from './fmt/printf.ts';
export { sprigFunctions } from './sprig/functions.ts';
export type { SprigOptions } from './sprig/options.ts';
export { fromJsonValue, toJsonValue } from './sprig/convert.ts';
