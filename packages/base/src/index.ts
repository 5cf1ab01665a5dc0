export {
  type Json,
  type JsonArray,
  type JsonObject,
  deepFreeze,
  getOwn,
  getPath,
  getString,
  isObject,
  jsonClone,
  jsonEqual,
  setOwn,
} from './json.ts';
export {
  type ErrorDetails,
  type ErrorSubject,
  type Place,
  type Retry,
  errorMessage,
  FluxtsError,
  formatPlace,
} from './error.ts';
export { Budget, defaultLimits, LimitError, type Limits } from './limits.ts';
export { type FileKind, type FileSystem, FileSystemError, normalizePath } from './file-system.ts';
export { memoryFileSystem } from './memory-file-system.ts';
export { defaultMaxFileBytes, diskFileSystem } from './disk-file-system.ts';
export { oneLine, printable } from './printable.ts';
