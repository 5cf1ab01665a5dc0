import { type FileKind, type FileSystem, FileSystemError } from '@fluxts/base';

type Answer<T> = { readonly value: T } | { readonly error: FileSystemError };

/** A file system that gives the same answer to the same question for ever, errors included. */
export class RememberingFileSystem implements FileSystem {
  readonly #fs: FileSystem;
  readonly #reads = new Map<string, Answer<Uint8Array>>();
  readonly #lists = new Map<string, Answer<readonly string[]>>();
  readonly #kinds = new Map<string, Answer<FileKind | undefined>>();
  readonly #realpaths = new Map<string, Answer<string>>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  read(path: string): Uint8Array {
    return remember(this.#reads, path, () => this.#fs.read(path));
  }

  list(path: string): readonly string[] {
    return remember(this.#lists, path, () => this.#fs.list(path));
  }

  kind(path: string): FileKind | undefined {
    return remember(this.#kinds, path, () => this.#fs.kind(path));
  }

  realpath(path: string): string {
    return remember(this.#realpaths, path, () => this.#fs.realpath(path));
  }

  /** The files whose content somebody has asked for, sorted. */
  get readFiles(): readonly string[] {
    return [...this.#reads]
      .filter(([, answer]) => 'value' in answer)
      .map(([path]) => path)
      .sort();
  }
}

function remember<T>(answers: Map<string, Answer<T>>, path: string, ask: () => T): T {
  let answer = answers.get(path);
  if (answer === undefined) {
    try {
      answer = { value: ask() };
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error;
      answer = { error };
    }
    answers.set(path, answer);
  }
  if ('error' in answer) throw answer.error;
  return answer.value;
}
