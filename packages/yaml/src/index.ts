export { YamlError, type YamlErrorCode } from './error.ts';
export type { Dialect } from './scalar.ts';
export { resolvePlain } from './scalar.ts';
export { decodeText, parse, parseAll, type ParseOptions, type YamlDocument } from './parse.ts';
export { locate, type Located } from './locate.ts';
export { stringify, stringifyAll } from './stringify.ts';
export { type JsonOptions, parseJson, stringifyJson } from './json.ts';
export { compareBytes } from './go-json.ts';
