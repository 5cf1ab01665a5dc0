import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diskFileSystem, type FileSystem } from '@fluxts/base';
import type { ChartFetcher, HelmEngine, HelmRequest } from '@fluxts/kustomize';
import { stringify } from '@fluxts/yaml';
import type { Environment } from '../context.ts';
import { CommandError } from '../error.ts';

/** The most that a rendered chart may print, in bytes. */
const maxOutputBytes = 64 * 1024 * 1024;

/** How long the program may take for one chart, in milliseconds. */
const timeoutMs = 120_000;

/**
 * Renders and fetches charts by the `helm` program, as kustomize's `--enable-helm` does. Charts are
 * handed to it in a folder of its own, which goes when {@link HelmProgram.close} is called.
 */
export class HelmProgram {
  readonly #command: string;
  readonly #env: Environment;
  readonly #folder: string;
  #charts = 0;

  /** @param command the program's name or path */
  constructor(command: string, env: Environment) {
    this.#command = command;
    this.#env = env;
    this.#folder = mkdtempSync(join(tmpdir(), 'flux-helm-'));
  }

  /** Renders a chart. @throws CommandError `HelmFailed` with what the program said */
  readonly engine: HelmEngine = (request) => {
    const folder = this.#newFolder();
    const chart = join(folder, 'chart');
    copyTree(request.chart, '.', chart);
    const values = join(folder, 'values.yaml');
    writeFileSync(values, stringify(request.values), { mode: 0o600 });
    return this.#run(templateArguments(request, chart, values));
  };

  /** Pulls a chart from its repository. @throws CommandError `HelmFailed` */
  readonly fetch: ChartFetcher = async (spec) => {
    const folder = this.#newFolder();
    const isRegistry = spec.repo.startsWith('oci://');
    this.#run([
      'pull',
      ...(isRegistry ? [`${spec.repo.replace(/\/$/, '')}/${spec.name}`] : ['--repo', spec.repo]),
      ...(spec.version === undefined ? [] : ['--version', spec.version]),
      '--untar',
      '--untardir',
      folder,
      ...(isRegistry ? [] : ['--', spec.name]),
    ]);
    const [chart] = readdirSync(folder, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    if (chart === undefined) throw failed(this.#command, `brought no chart '${spec.name}'`);
    return diskFileSystem(join(folder, chart.name));
  };

  /** Removes what was written for the program. */
  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #newFolder(): string {
    const folder = join(this.#folder, String(this.#charts++));
    mkdirSync(folder);
    return folder;
  }

  #run(args: readonly string[]): string {
    const result = spawnSync(this.#command, args, {
      env: { ...this.#env },
      encoding: 'utf8',
      maxBuffer: maxOutputBytes,
      timeout: timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (result.error !== undefined) {
      const missing = (result.error as NodeJS.ErrnoException).code === 'ENOENT';
      throw failed(
        this.#command,
        missing
          ? 'was not found; install Helm or name it with --helm-command'
          : result.error.message,
      );
    }
    if (result.status !== 0) throw failed(this.#command, result.stderr.trim());
    return result.stdout;
  }
}

function templateArguments(request: HelmRequest, chart: string, values: string): string[] {
  return [
    'template',
    ...(request.nameTemplate === undefined ? [] : ['--name-template', request.nameTemplate]),
    '--namespace',
    request.namespace,
    '--values',
    values,
    ...(request.includeCRDs ? ['--include-crds'] : []),
    ...(request.skipHooks ? ['--no-hooks'] : []),
    ...(request.skipTests ? ['--skip-tests'] : []),
    ...request.apiVersions.flatMap((version) => ['--api-versions', version]),
    ...(request.kubeVersion === undefined ? [] : ['--kube-version', request.kubeVersion]),
    '--',
    ...(request.releaseName === '' ? [] : [request.releaseName]),
    chart,
  ];
}

function copyTree(from: FileSystem, path: string, to: string): void {
  if (from.kind(path) === 'directory') {
    mkdirSync(to, { recursive: true });
    for (const name of from.list(path)) copyTree(from, `${path}/${name}`, join(to, name));
  } else if (from.kind(path) === 'file') {
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, from.read(path));
  }
}

function failed(command: string, problem: string): CommandError {
  return new CommandError('HelmFailed', `${command} ${problem}`);
}
