import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { stringifyJson } from '@fluxts/yaml';

const run = promisify(execFile);

/** Numbers that look random and are the same at every run. */
export function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What git holds of one Kustomization: names of objects, and the version of each. */
export type Wanted = Map<string, string>;

const namespace = 'crash';
const kinds = ['ConfigMap', 'Secret', 'Deployment'] as const;

/** The kind of the object of a name: `config-3`, `secret-5` and so on keep theirs for ever. */
export function kindOf(name: string): (typeof kinds)[number] {
  return kinds[Number(name.split('-').at(-1)) % 4] ?? 'ConfigMap';
}

/** An object as a manifest. Its version lies in an annotation. */
function manifest(name: string, version: string): string {
  const kind = kindOf(name);
  const metadata = { name, namespace, annotations: { version } };
  if (kind === 'ConfigMap') {
    return stringifyJson({ apiVersion: 'v1', kind, metadata, data: { version } });
  }
  if (kind === 'Secret') {
    return stringifyJson({ apiVersion: 'v1', kind, metadata, stringData: { version } });
  }
  const labels = { app: name };
  return stringifyJson({
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app:1' }] } },
    },
  });
}

/** Changes what is wanted a little: adds, changes and removes objects. */
export function mutate(wanted: Wanted, random: (below: number) => number, prefix: string): void {
  const version = `${random(1e9)}`;
  for (let index = 0; index < 12; index++) {
    const name = `${prefix}-${index}`;
    const chance = random(6);
    if (chance < 2) wanted.set(name, version);
    else if (chance === 2) wanted.delete(name);
  }
}

/** A working folder with a folder for each Kustomization, served as it is. */
export class Repository {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async init(): Promise<void> {
    mkdirSync(this.directory, { recursive: true });
    await this.#git('init', '--quiet', '--initial-branch=main');
    await this.#git('config', 'user.name', 'test');
    await this.#git('config', 'user.email', 'test@localhost');
    await this.#git('config', 'commit.gpgsign', 'false');
  }

  /** Makes a commit that holds exactly this, and perhaps a file that is no YAML. Resolves to its hash. */
  async commit(
    folders: Readonly<Record<string, Wanted>>,
    broken?: { readonly path: string; readonly text: string },
  ): Promise<string> {
    for (const [folder, wanted] of Object.entries(folders)) {
      rmSync(join(this.directory, folder), { recursive: true, force: true });
      // A folder without objects still has to exist for git and for the build.
      this.#write(
        join(folder, 'kustomization.yaml'),
        kustomizationFile(wanted, broken?.path, folder),
      );
      for (const [name, version] of wanted) {
        this.#write(join(folder, `${name}.yaml`), manifest(name, version));
      }
    }
    if (broken !== undefined) this.#write(broken.path, broken.text);
    await this.#git('add', '--all');
    await this.#git('commit', '--quiet', '--allow-empty', '--message=Change');
    return await this.#git('rev-parse', 'HEAD');
  }

  #write(path: string, text: string): void {
    const file = join(this.directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  async #git(...args: string[]): Promise<string> {
    return (await run('git', args, { cwd: this.directory })).stdout.trim();
  }
}

function kustomizationFile(wanted: Wanted, broken: string | undefined, folder: string): string {
  const resources = [...wanted.keys()].map((name) => `${name}.yaml`);
  if (broken?.startsWith(`${folder}/`) === true) resources.push(broken.slice(folder.length + 1));
  return stringifyJson({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
  });
}
