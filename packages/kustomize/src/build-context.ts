import type { Budget, Limits } from '@fluxts/base';
import type { Recorder, StepCache } from './cache.ts';
import type { LoadContext } from './load/directory.ts';
import type { BuildOptions } from './options.ts';
import { builtinSchemas } from './schema/builtin-schema.ts';
import type { SchemaSource } from './schema/merge-schema.ts';

/** What one build carries through all its directories. */
export interface BuildContext {
  readonly load: LoadContext;
  readonly options: BuildOptions;
  readonly limits: Limits;
  readonly budget: Budget;
  /** The types that patches merge by. The first directory with an `openapi` field decides. */
  readonly schemas: SchemaHolder;
  readonly warnings: string[];
  /** The `buildMetadata` of the root, which all directories share. */
  readonly buildMetadata: readonly string[];
  readonly cache: StepCache | undefined;
  /** Notes what cached steps depend on. */
  readonly recorder: Recorder;
}

/** Holds the types in use; one kustomization may replace the built-in ones. */
export class SchemaHolder implements SchemaSource {
  #source: SchemaSource = builtinSchemas;
  #isSet = false;

  /** Whether a kustomization has chosen already. */
  get isSet(): boolean {
    return this.#isSet;
  }

  /** Chooses for the rest of the build. */
  use(source: SchemaSource): void {
    this.#source = source;
    this.#isSet = true;
  }

  schemaOf(apiVersion: string, kind: string): ReturnType<SchemaSource['schemaOf']> {
    return this.#source.schemaOf(apiVersion, kind);
  }

  isClusterScoped(apiVersion: string, kind: string): boolean {
    return this.#source.isClusterScoped(apiVersion, kind);
  }
}
