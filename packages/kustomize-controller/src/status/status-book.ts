import {
  fieldManagers,
  type KustomizationObject,
  type KustomizationStatus,
  statusManager,
} from '@fluxts/flux-api';
import { isNotFound, type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import { type Clock, patchStatus, type Timer } from '@fluxts/runtime';
import { ObjectGone } from './object-gone.ts';
import { type Health, inProgress, type Moment, withHealth } from './transitions.ts';

/** How long a reconcile runs before its progress is written, in milliseconds. Most are done by then. */
const progressAfterMs = 1_000;

/** What a {@link StatusBook} needs of the world. */
export interface StatusBookOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The object as it is stored. */
  readonly stored: KubeObject;
  /** Its status in today's form. */
  readonly object: KustomizationObject;
  /** Told the object as every write returned it. */
  readonly onWritten: (stored: KubeObject, status: KustomizationStatus) => void;
}

/**
 * The status of one object during one reconcile: the only place where it is written. Facts are collected
 * and go with the next write; progress is written only when the reconcile takes long, because every write
 * wakes everybody who watches.
 */
export class StatusBook {
  readonly #options: StatusBookOptions;
  #stored: KubeObject;
  #status: KustomizationStatus;
  #facts: Partial<KustomizationStatus> = {};
  #progress: string | undefined;
  #digest: string | undefined;
  #health: Health | 'none' | undefined;
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: StatusBookOptions) {
    this.#options = options;
    this.#stored = options.stored;
    this.#status = options.object.status ?? {};
  }

  /** The status as it will be written next, but for its conditions. */
  get status(): KustomizationStatus {
    return { ...this.#status, ...this.#facts };
  }

  /** What was being done last. */
  get progress(): string | undefined {
    return this.#progress;
  }

  /** Of the built objects, once they were built. */
  get digest(): string | undefined {
    return this.#digest;
  }

  /** The build is done; what happens from now on goes into the history. */
  built(digest: string): void {
    this.#digest = digest;
  }

  /** Remembers fields for the next write. */
  note(facts: Partial<KustomizationStatus>): void {
    Object.assign(this.#facts, facts);
  }

  /** Sets the Healthy condition with the next write; `none` takes it away. */
  noteHealth(health: Health | 'none'): void {
    this.#health = health;
  }

  /** Says what is being done now. It is written when the reconcile has taken long. */
  proceed(message: string): void {
    this.#progress = message;
    this.#timer ??= this.#options.clock.after(progressAfterMs, () => {
      // A failure here shows at the next write, which must succeed.
      this.saveProgress().catch(() => undefined);
    });
  }

  /** Writes the facts and the progress now. */
  saveProgress(): Promise<void> {
    const message = this.#progress;
    return this.#write((status) =>
      message === undefined ? status : inProgress(status, message, this.moment()),
    );
  }

  /** Ends the reconcile: writes the facts with the conditions that it ended with. */
  settle(
    transition: (status: KustomizationStatus, moment: Moment) => KustomizationStatus,
  ): Promise<void> {
    this.#timer?.cancel();
    return this.#write((status) => transition(status, this.moment()));
  }

  /** Stops writing progress. Safe to call at any time. */
  close(): void {
    this.#timer?.cancel();
  }

  moment(): Moment {
    return {
      now: new Date(this.#options.clock.now()),
      generation: this.#options.object.metadata.generation ?? 0,
    };
  }

  /** Sets an annotation, or takes it away. It is no part of the status, but must not come between its writes. */
  annotate(name: string, value: string | undefined): Promise<void> {
    return this.#inTurn(async () => {
      const patch = { metadata: { annotations: { [name]: value ?? null } } };
      const { client, signal, onWritten } = this.#options;
      try {
        this.#stored = await client.patch(refOf(this.#stored), patch, {
          type: 'merge',
          fieldManager: statusManager(fieldManagers.kustomize),
          signal,
        });
      } catch (error) {
        throw isNotFound(error) ? new ObjectGone() : error;
      }
      onWritten(this.#stored, this.#status);
    });
  }

  /** Writes follow one another, as each is based on what the one before returned. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(work);
    this.#writing = turn.catch(() => undefined);
    return turn;
  }

  #write(change: (status: KustomizationStatus) => KustomizationStatus): Promise<void> {
    return this.#inTurn(() => this.#writeNow(change));
  }

  async #writeNow(change: (status: KustomizationStatus) => KustomizationStatus): Promise<void> {
    const { client, signal, onWritten } = this.#options;
    const changed = change(this.status);
    const health = this.#health;
    const status =
      health === undefined
        ? changed
        : withHealth(changed, health === 'none' ? undefined : health, this.moment());
    const after = { ...this.#stored, status };
    const stored = await patchStatus<KubeObject>(client, this.#stored, after, {
      signal,
      fieldManager: statusManager(fieldManagers.kustomize),
    });
    if (stored === undefined) throw new ObjectGone();
    this.#stored = stored;
    this.#status = status;
    onWritten(stored, status);
  }
}
