import { createHash } from 'node:crypto';
import type { FileSystem } from '@fluxts/base';
import { Accumulator } from './accumulate/accumulator.ts';
import type { OriginNote } from './accumulate/origin-note.ts';
import type { BuildContext } from './build-context.ts';
import type { Directory } from './load/directory.ts';
import type { Resource } from './model/resource.ts';

/**
 * Steps of earlier builds by the content of what they read. Bounded; one may be shared by any number of
 * builds of one thread. Made by {@link createBuildCache}.
 */
export interface BuildCache {
  /** Steps kept at the moment. */
  readonly size: number;
  /** Steps found since it was made. */
  readonly hits: number;
  /** Steps not found. */
  readonly misses: number;
  /** Forgets everything. */
  clear(): void;
}

/** What a step has read: path and digest, of each file system by its name. */
interface Input {
  readonly repository: string;
  readonly path: string;
  readonly digest: string;
}

interface Step {
  readonly inputs: readonly Input[];
  readonly warnings: readonly string[];
  readonly resources: readonly Resource[];
  readonly config: Accumulator['config'];
  readonly variables: Accumulator['variables'];
}

/** A cache of at most `maxSteps` steps (1,000 unless given); the one unused for longest goes first. */
export function createBuildCache(maxSteps = 1000): BuildCache {
  return new StepCache(maxSteps);
}

/** The cache as the build uses it. What it keeps and what it hands out are copies. */
export class StepCache implements BuildCache {
  readonly #maxSteps: number;
  readonly #parsed = new Map<string, readonly Resource[]>();
  readonly #steps = new Map<string, Step>();
  hits = 0;
  misses = 0;

  constructor(maxSteps: number) {
    this.#maxSteps = maxSteps;
  }

  get size(): number {
    return this.#parsed.size + this.#steps.size;
  }

  clear(): void {
    this.#parsed.clear();
    this.#steps.clear();
  }

  /** The objects of a file, parsed once for each content. */
  parsed(bytes: Uint8Array, file: string, work: () => Resource[]): Resource[] {
    const key = `${file}\n${digestOf(bytes)}`;
    const known = this.#parsed.get(key);
    if (known !== undefined) {
      this.hits++;
      keepUsed(this.#parsed, key, known);
      return known.map((resource) => resource.copy());
    }
    this.misses++;
    const resources = work();
    this.#parsed.set(
      key,
      resources.map((resource) => resource.copy()),
    );
    this.#trim();
    return resources;
  }

  /** What a directory comes to, worked out again only when something changed that it had read. */
  accumulated(
    directory: Directory,
    context: BuildContext,
    from: { readonly origin: OriginNote | undefined; readonly helmNamespace: string },
    work: () => Accumulator,
  ): Accumulator {
    // Types chosen above would change the result without being an input of it.
    if (context.schemas.isSet) return work();
    const key = JSON.stringify([
      directory.repository?.raw ?? '',
      directory.path,
      from.origin ?? null,
      from.helmNamespace,
      context.options.loadRestrictor ?? '',
      context.buildMetadata,
    ]);
    const step = this.#steps.get(key);
    if (
      step !== undefined &&
      step.inputs.every((input) => isUnchanged(input, directory, context))
    ) {
      this.hits++;
      keepUsed(this.#steps, key, step);
      context.warnings.push(...step.warnings);
      for (const input of step.inputs)
        context.recorder.note(input.repository, input.path, input.digest);
      return toAccumulator(step);
    }
    this.misses++;
    const warningsBefore = context.warnings.length;
    const recording = context.recorder.start();
    let inputs: readonly Input[];
    let result: Accumulator;
    try {
      result = work();
    } finally {
      inputs = context.recorder.stop(recording);
    }
    if (!context.schemas.isSet) {
      this.#steps.set(key, {
        inputs,
        warnings: context.warnings.slice(warningsBefore),
        resources: result.resources.list.map((resource) => resource.copy()),
        config: result.config,
        variables: result.variables,
      });
      this.#trim();
    }
    return result;
  }

  #trim(): void {
    while (this.size > this.#maxSteps) {
      const larger: Map<string, unknown> =
        this.#parsed.size >= this.#steps.size ? this.#parsed : this.#steps;
      larger.delete(larger.keys().next().value as string);
    }
  }
}

/** Moves an entry to the end, where the newest are. */
function keepUsed<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
}

function toAccumulator(step: Step): Accumulator {
  const accumulator = new Accumulator();
  accumulator.resources.reset(step.resources.map((resource) => resource.copy()));
  accumulator.config = step.config;
  accumulator.variables = step.variables;
  return accumulator;
}

function isUnchanged(input: Input, directory: Directory, context: BuildContext): boolean {
  const { tree } = context.load;
  let fs: FileSystem | undefined = tree.fs;
  if (input.repository !== '') {
    const remote = tree.remotes.get(input.repository);
    fs = remote?.kind === 'repository' ? remote.fs : undefined;
    if (directory.repository?.raw === input.repository) fs = directory.fs;
  }
  return fs !== undefined && fingerprint(fs, input.path) === input.digest;
}

/** What lies at a path: the digest of a file, or what else it is. */
export function fingerprint(fs: FileSystem, path: string): string {
  try {
    const kind = fs.kind(path);
    return kind === 'file' ? digestOf(fs.read(path)) : (kind ?? 'nothing');
  } catch {
    return 'unreadable';
  }
}

/** The digest of a content, fast rather than safe against forgers: it never leaves the process. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64');
}

/** Notes what is read while steps are worked out; steps may lie within each other. */
export class Recorder {
  readonly #open: Map<string, Input>[] = [];

  /** Begins a step. */
  start(): Map<string, Input> {
    const inputs = new Map<string, Input>();
    this.#open.push(inputs);
    return inputs;
  }

  /** Ends a step. @returns what it read */
  stop(recording: Map<string, Input>): readonly Input[] {
    this.#open.splice(this.#open.indexOf(recording), 1);
    return [...recording.values()];
  }

  /** Whether anybody listens. */
  get isOn(): boolean {
    return this.#open.length > 0;
  }

  /** Notes that the steps under way read something that nobody can compare later. */
  noteUnknown(): void {
    this.note('', '\0', 'unknown');
  }

  /** Notes an input for all steps that are under way. */
  note(repository: string, path: string, digest: string): void {
    for (const inputs of this.#open) {
      inputs.set(`${repository}\n${path}`, { repository, path, digest });
    }
  }
}
