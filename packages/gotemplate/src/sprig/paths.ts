import { posix } from 'node:path';
import { fixed, type FunctionMap, type GoFunction } from '../functions/function.ts';

function clean(path: string): string {
  const normal = posix.normalize(path === '' ? '.' : path);
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}

function base(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

function pathFunction(work: (path: string) => string | boolean): GoFunction {
  return fixed(['string'], (_run, path) => work(path));
}

const byName = {
  base,
  dir: (path: string): string => clean(path.slice(0, path.lastIndexOf('/') + 1)),
  clean,
  ext: extension,
  isAbs: (path: string): boolean => path.startsWith('/'),
};

/** Sprig's group of paths. Those of the operating system are those of Linux, wherever it runs. */
export const pathFunctions: FunctionMap = {
  base: pathFunction(byName.base),
  dir: pathFunction(byName.dir),
  clean: pathFunction(byName.clean),
  ext: pathFunction(byName.ext),
  isAbs: pathFunction(byName.isAbs),
  osBase: pathFunction(byName.base),
  osDir: pathFunction(byName.dir),
  osClean: pathFunction(byName.clean),
  osExt: pathFunction(byName.ext),
  osIsAbs: pathFunction(byName.isAbs),
};
