import { jsonClone, jsonEqual, type JsonObject } from '@fluxts/base';
import { parse, parseJson, stringify, YamlError } from '@fluxts/yaml';
import type { BuildContext } from '../build-context.ts';
import { KustomizeError } from '../error.ts';
import { decode } from '../kustomization/decode.ts';
import { objectOf, textOf, textsOf } from '../kustomization/fields.ts';
import { type KustomizationFile, readVariables } from '../kustomization/kustomization.ts';
import { pluginShapes } from '../kustomization/shape.ts';
import type { Directory } from '../load/directory.ts';
import { parseResources } from '../load/parse-resources.ts';
import { isRemoteFile } from '../load/repository-spec.ts';
import { setTextMap, textMap } from '../model/metadata.ts';
import { formatId } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { spreadChanges } from '../model/shared-entry.ts';
import { bindVariables, formatVariable, mergeVariables } from '../references/variables.ts';
import { builtinSchemas } from '../schema/builtin-schema.ts';
import { openApiSchemas } from '../schema/open-api.ts';
import { builtinTransformer } from '../transform/builtin-transformers.ts';
import { configFromCrds } from '../transform/crd-config.ts';
import { defaultConfig } from '../transform/default-config.ts';
import type { Operation } from '../transform/operation.ts';
import { emptyConfig, mergeConfig, readConfig } from '../transform/transformer-config.ts';
import { wrapErrors } from '../wrap-error.ts';
import { Accumulator } from './accumulator.ts';
import { builtinGenerator, externalPlugin, fieldGenerators, loadText } from './generators.ts';
import { loadKustomization } from './load-kustomization.ts';
import {
  appendPath,
  configuredNote,
  noteGenerated,
  noteTransformer,
  type OriginNote,
  readOrigin,
  setOrigin,
} from './origin-note.ts';
import { fieldTransformers } from './transformers.ts';

/** One directory with a kustomization file, on its way to objects. */
export class Target {
  readonly #directory: Directory;
  readonly #file: KustomizationFile;
  readonly #context: BuildContext;
  /** Undefined unless the root asks for build metadata. */
  readonly #origin: OriginNote | undefined;
  /** The namespace of charts that name none, from the directories above. */
  readonly #helmNamespace: string;

  constructor(
    directory: Directory,
    file: KustomizationFile,
    context: BuildContext,
    from: { readonly origin: OriginNote | undefined; readonly helmNamespace: string },
  ) {
    this.#directory = directory;
    this.#file = file;
    this.#context = context;
    this.#origin = from.origin;
    this.#helmNamespace = from.helmNamespace;
  }

  /**
   * Takes all steps of the kustomization: resources, generators, components, transformers, validators.
   * @param into what to go on from: for a component, the objects of those that include it
   * @throws KustomizeError
   */
  accumulate(into: Accumulator): Accumulator {
    let accumulator = wrapErrors('accumulating resources', () =>
      this.#addResources(into, this.#file.resources),
    );
    accumulator.config = mergeConfig(accumulator.config, this.#ownConfig());
    this.#generate(accumulator);
    accumulator = wrapErrors('accumulating components', () => this.#addComponents(accumulator));
    this.#transform(accumulator);
    this.#validate(accumulator);
    this.#declareVariables(accumulator);
    return accumulator;
  }

  #addResources(into: Accumulator, paths: readonly string[]): Accumulator {
    let accumulator = into;
    for (const path of paths) accumulator = this.#addResource(accumulator, path);
    return accumulator;
  }

  #addResource(accumulator: Accumulator, path: string): Accumulator {
    let fileError: KustomizeError;
    try {
      this.#addFile(accumulator, path);
      return accumulator;
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      fileError = error;
    }
    if (fileError.message.includes('HTTP Error')) throw fileError;
    // It may be a directory; what kept it from being a file is only told if it is none either.
    const prefix = `accumulation err='${fileError.message}'`;
    let directory: Directory;
    try {
      directory = this.#directory.enter(path);
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      if (fileError.message.includes('MalformedYAMLError')) throw fileError;
      const { code, retry } = error;
      // What the file is blamed for is closer to the cause.
      const place = fileError.place ?? error.place;
      const subject = fileError.subject ?? error.subject;
      throw new KustomizeError(code, `${prefix}: ${error.message}`, {
        cause: error,
        retry,
        ...(place === undefined ? {} : { place }),
        ...(subject === undefined ? {} : { subject }),
      });
    }
    return wrapErrors(prefix, () => this.#addDirectory(accumulator, directory, path, false));
  }

  #addFile(accumulator: Accumulator, path: string): void {
    const resources = wrapErrors(`accumulating resources from '${path}'`, () =>
      this.#parseFile(path),
    );
    if (this.#origin !== undefined) {
      const origin = appendPath(this.#origin, path);
      for (const resource of resources) setOrigin(resource, origin);
    }
    wrapErrors(`merging resources from '${path}'`, () => {
      for (const resource of resources) accumulator.resources.add(resource);
    });
  }

  #parseFile(path: string): Resource[] {
    const directory = this.#directory;
    const bytes = directory.load(path);
    const file = isRemoteFile(path) ? path : directory.pathOf(path);
    const repository = isRemoteFile(path) ? path : directory.repository?.url;
    const work = (): Resource[] => parseResources(bytes, file, this.#context.limits, repository);
    return this.#context.cache?.parsed(bytes, file, work) ?? work();
  }

  #addComponents(into: Accumulator): Accumulator {
    let accumulator = into;
    for (const path of this.#file.components) {
      const directory = wrapErrors(
        (message) => `loader.New ${JSON.stringify(message)}`,
        () => this.#directory.enter(path),
      );
      const base = accumulator;
      accumulator = wrapErrors(
        (message) => `accumulateDirectory: ${JSON.stringify(message)}`,
        () => this.#addDirectory(base, directory, path, true),
      );
    }
    return accumulator;
  }

  #addDirectory(
    accumulator: Accumulator,
    directory: Directory,
    path: string,
    isComponent: boolean,
  ): Accumulator {
    const { cache } = this.#context;
    const display = directory.display;
    const origin = this.#origin === undefined ? undefined : appendPath(this.#origin, path);
    const helmNamespace = this.#file.namespace || this.#helmNamespace;
    const from = { origin, helmNamespace };
    if (isComponent) return this.#runDirectory(accumulator, directory, from, true);
    const run = (): Accumulator => this.#runDirectory(new Accumulator(), directory, from, false);
    const result =
      cache === undefined ? run() : cache.accumulated(directory, this.#context, from, run);
    wrapErrors(`recursed merging from path '${display}'`, () => accumulator.mergeIn(result));
    return accumulator;
  }

  #runDirectory(
    into: Accumulator,
    directory: Directory,
    from: { readonly origin: OriginNote | undefined; readonly helmNamespace: string },
    isComponent: boolean,
  ): Accumulator {
    const display = directory.display;
    const file = wrapErrors(`couldn't make target for path '${display}'`, () =>
      loadKustomization(directory, this.#context),
    );
    chooseSchemas(file, directory, this.#context, false);
    if (isComponent && file.kind !== 'Component') {
      throw fail(`expected kind 'Component' for path '${display}' but got '${file.kind}'`);
    }
    if (!isComponent && file.kind === 'Component') {
      throw fail(`expected kind != 'Component' for path '${display}'`);
    }
    const target = new Target(directory, file, this.#context, from);
    return this.#context.budget.deeper(() =>
      wrapErrors(`recursed accumulation of path '${display}'`, () => target.accumulate(into)),
    );
  }

  #ownConfig(): Accumulator['config'] {
    const { fields } = this.#file;
    let config = defaultConfig;
    for (const path of textsOf(fields, 'configurations')) {
      const file = this.#directory.pathOf(path);
      const value = readYaml(file, () => parse(this.#directory.load(path), { file }));
      config = mergeConfig(config, readConfig(value));
    }
    let crds = emptyConfig;
    for (const path of textsOf(fields, 'crds')) {
      const file = this.#directory.pathOf(path);
      const value = readYaml(file, () => parse(this.#directory.load(path), { file }));
      crds = mergeConfig(crds, configFromCrds(value));
    }
    return mergeConfig(config, crds);
  }

  #generate(accumulator: Accumulator): void {
    const context = this.#context;
    const absorb = (kind: string, resources: readonly Resource[]): void => {
      for (const resource of resources) {
        context.budget.step();
        wrapErrors(`merging from generator ${kind}`, () => accumulator.absorb(resource));
      }
    };
    for (const { kind, run } of fieldGenerators(
      this.#file,
      this.#directory,
      context,
      this.#helmNamespace,
    )) {
      const resources = run();
      const origin = this.#builtinOrigin(kind);
      if (origin !== undefined) noteGenerated(resources, origin);
      absorb(kind, resources);
    }
    for (const plugin of this.#plugins('generators', 'configuring external generator')) {
      const generate = builtinGenerator(plugin.kind);
      if (plugin.apiVersion !== 'builtin') throw externalPlugin(plugin.kind);
      if (generate === undefined) throw unknownBuiltin(plugin);
      const resources = wrapErrors(
        `plugin ${formatId(plugin.originalId)} fails configuration`,
        () => generate(pluginConfig(plugin), this.#directory, context),
      );
      const origin = pluginOrigin(plugin);
      if (origin !== undefined) noteGenerated(resources, origin);
      absorb(plugin.kind, resources);
    }
  }

  /** The configurations of plugins, written out or in files or directories. */
  #plugins(field: 'generators' | 'transformers' | 'validators', what: string): readonly Resource[] {
    const accumulator = new Accumulator();
    const paths: string[] = [];
    for (const entry of textsOf(this.#file.fields, field)) {
      let resources: Resource[];
      try {
        resources = parseResources(entry, '', this.#context.limits);
      } catch (error) {
        if (!(error instanceof KustomizeError)) throw error;
        paths.push(entry);
        continue;
      }
      if (this.#origin !== undefined) {
        const origin = appendPath(this.#origin, this.#file.fileName);
        for (const resource of resources) setOrigin(resource, origin);
      }
      wrapErrors(what, () => {
        for (const resource of resources) accumulator.resources.add(resource);
      });
    }
    return this.#addResources(accumulator, paths).resources.list;
  }

  #builtinOrigin(kind: string): OriginNote | undefined {
    return this.#origin === undefined
      ? undefined
      : configuredNote(this.#origin, this.#file.fileName, { apiVersion: 'builtin', kind });
  }

  #transform(accumulator: Accumulator): void {
    const { resources } = accumulator;
    const steps: { run: Operation; origin: OriginNote | undefined }[] = fieldTransformers(
      this.#file,
      accumulator.config,
      this.#directory,
      this.#context,
    ).map(({ kind, run }) => ({ run, origin: this.#builtinOrigin(kind) }));
    for (const plugin of this.#plugins('transformers', 'configuring external transformer')) {
      steps.push({ run: this.#configure(plugin), origin: pluginOrigin(plugin) });
    }
    for (const { run, origin } of steps) {
      this.#context.budget.step(resources.list.length + 1);
      run(resources);
      for (const { shared } of resources.list) spreadChanges(shared);
      if (origin !== undefined) noteTransformer(resources, origin);
      resources.dropEmpty();
    }
  }

  #configure(plugin: Resource): Operation {
    if (plugin.apiVersion !== 'builtin') throw externalPlugin(plugin.kind);
    const configure = builtinTransformer(plugin.kind);
    if (configure === undefined) throw unknownBuiltin(plugin);
    return wrapErrors(`plugin ${formatId(plugin.originalId)} fails configuration`, () =>
      configure(pluginConfig(plugin), this.#directory, this.#context, stringify(plugin.object)),
    );
  }

  #validate(accumulator: Accumulator): void {
    const { resources } = accumulator;
    for (const plugin of this.#plugins('validators', 'configuring external transformer')) {
      const before = resources.list.map(({ object }) => jsonClone(object));
      this.#configure(plugin)(resources);
      removeValidatedLabel(resources);
      const same =
        before.length === resources.list.length &&
        before.every((object, at) => jsonEqual(object, resources.list[at]?.object));
      if (!same) {
        throw new KustomizeError(
          'Validator',
          `validator shouldn't modify the resource map: ${formatId(plugin.originalId)}`,
          { retry: 'on-change' },
        );
      }
    }
  }

  #declareVariables(accumulator: Accumulator): void {
    const variables = readVariables(this.#file.fields);
    if (variables.length === 0) return;
    const all = variables.map(formatVariable).join(' ');
    wrapErrors(`merging vars [${all}]`, () => {
      bindVariables(accumulator.resources, variables);
      accumulator.variables = mergeVariables(accumulator.variables, variables);
    });
  }
}

/** Lets the `openapi` field of a kustomization choose the types to merge by, unless one has already. */
export function chooseSchemas(
  file: KustomizationFile,
  directory: Directory,
  context: BuildContext,
  isRoot: boolean,
): void {
  const field = objectOf(file.fields, 'openapi');
  if (field === undefined) return;
  const path = textOf(field, 'path');
  const version = textOf(field, 'version');
  const text = Object.hasOwn(field, 'path') ? loadText(directory, path) : undefined;
  if (context.schemas.isSet) return;
  if (text !== undefined) {
    if (Object.hasOwn(field, 'version')) {
      throw fail('builtin version and custom schema provided, cannot use both');
    }
    const document = readYaml(directory.pathOf(path), () =>
      text.trimStart().startsWith('{') ? parseJson(text) : parse(text),
    );
    context.schemas.use(openApiSchemas(document, !isRoot));
  } else if (version !== '') {
    if (version !== 'v1.21.2' && version !== 'v1212') {
      throw fail('the specified OpenAPI version is not built in');
    }
    context.schemas.use(builtinSchemas);
  }
}

function readYaml<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new KustomizeError('KustomizationFile', `${error.message} in File: ${file}`, {
      retry: 'on-change',
      cause: error,
      place: error.place ?? { file },
    });
  }
}

function removeValidatedLabel(resources: ResourceSet): void {
  for (const { object } of resources.list) {
    const labels = textMap(object, 'labels');
    if (labels.delete('validated-by')) setTextMap(object, 'labels', labels);
  }
}

function pluginOrigin(plugin: Resource): OriginNote | undefined {
  const origin = readOrigin(plugin);
  if (origin === undefined) return undefined;
  return {
    ...(origin.repo === undefined ? {} : { repo: origin.repo }),
    ...(origin.ref === undefined ? {} : { ref: origin.ref }),
    configuredIn: origin.path ?? '',
    configuredBy: {
      apiVersion: plugin.apiVersion,
      kind: plugin.kind,
      name: plugin.name,
      namespace: plugin.namespace,
    },
  };
}

/** The configuration of a plugin, in the spelling of its type. */
function pluginConfig(plugin: Resource): JsonObject {
  const shape = pluginShapes.get(plugin.kind);
  if (shape === undefined) return plugin.object;
  return decode(plugin.object, shape, { typeName: plugin.kind, strict: false });
}

function unknownBuiltin(plugin: Resource): KustomizeError {
  return fail(`unable to load builtin ${formatId(plugin.id).split('/')[0] as string}`);
}

function fail(message: string): KustomizeError {
  return new KustomizeError('KustomizationFile', message, { retry: 'on-change' });
}
