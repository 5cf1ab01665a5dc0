import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  type CollectionRef,
  createKubeClient,
  isExpired,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const bundle = join(root, 'packages/cli/dist/bundle/main.js');

/** Whether there is a command to run: it is bundled before the tests are run. */
export const isBuilt = existsSync(bundle);

/** How long anything may take before a test gives it up. */
const patienceMs = 120_000;

/** `flux dev` as a process that can be killed, on a folder that stays. */
export class System {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #errors: string[] = [];
  #lines = 0;
  readonly #waiting = new Set<() => void>();

  constructor(folder: string) {
    this.#folder = folder;
    const flux = join(root, 'packages/cli/bin/flux.js');
    this.#process = spawn(process.execPath, [flux, 'dev', '--no-sample', '--data-dir', folder], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#exit = once(this.#process, 'exit').then(() => this.#wake());
    const { stderr } = this.#process;
    if (stderr === null) throw new Error('the process has no output');
    createInterface({ input: stderr }).on('line', (line) => {
      this.#lines++;
      this.#errors.push(line);
      this.#wake();
    });
  }

  /** Resolves once the process has printed so many lines about its start. */
  async told(lines: number): Promise<void> {
    await this.#until(() => this.#lines >= lines);
  }

  /** Resolves to a client of its API server once the controllers run. */
  async up(): Promise<KubeClient> {
    await this.#until(() => this.#errors.some((line) => line.includes('controllers running')));
    const text = readFileSync(join(this.#folder, 'kubeconfig'), 'utf8');
    return createKubeClient(resolveKubeconfig(parseKubeconfig([{ text }])));
  }

  /** SIGKILL: nothing gets a chance to tidy up. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exit;
  }

  #wake(): void {
    for (const look of this.#waiting) look();
  }

  async #until(done: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (done()) resolve();
        else if (this.#process.exitCode !== null) {
          reject(new Error(`flux dev ended:\n${this.#errors.join('\n')}`));
        } else return;
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** Resolves once the objects of a collection are together as wanted. */
export async function until(
  client: KubeClient,
  collection: CollectionRef,
  wanted: (objects: readonly KubeObject[]) => boolean,
  labelSelector = '',
): Promise<readonly KubeObject[]> {
  const signal = AbortSignal.timeout(patienceMs);
  let last: readonly KubeObject[] = [];
  while (!signal.aborted) {
    const { items, resourceVersion } = await client.list(collection, { labelSelector });
    const objects = new Map(items.map((object) => [nameOf(object), object]));
    last = [...objects.values()];
    if (wanted(last)) return last;
    try {
      for await (const { type, object } of client.watch(collection, {
        resourceVersion,
        labelSelector,
        signal,
      })) {
        if (type === 'BOOKMARK') continue;
        if (type === 'DELETED') objects.delete(nameOf(object));
        else objects.set(nameOf(object), object);
        last = [...objects.values()];
        if (wanted(last)) return last;
      }
    } catch (error) {
      if (!signal.aborted && !isExpired(error)) throw error;
    }
  }
  throw new Error(
    `${collection.kind} did not become what was expected: ${last.map((one) => JSON.stringify({ name: nameOf(one), data: one['data'], status: one['status'] })).join('\n')}`,
  );
}

/** Names an object in its cluster, but for its kind. */
function nameOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
