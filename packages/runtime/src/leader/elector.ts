import { isConflict, isNotFound, KubeApiError, type KubeClient } from '@fluxts/kube-client';
import { type Clock, delay } from '../clock.ts';
import type { Logger } from '../log/logger.ts';
import { jittered } from '../queue/backoff.ts';
import type { LeaderElectionOptions } from './election.ts';
import { type LeaseRecord, microTime, newLease, readLease, withRecord } from './lease.ts';

/** What an elector works with. */
export interface ElectorParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/**
 * Takes part in the election of a leader. Others' clocks are not trusted: a lease is stale when its record
 * did not change for its duration by our own clock.
 */
export class LeaderElector {
  readonly #options: LeaderElectionOptions;
  readonly #parts: ElectorParts;
  readonly #leaseMs: number;
  readonly #deadlineMs: number;
  readonly #retryMs: number;
  #observed: { readonly record: string; readonly at: number } | undefined;
  #leader = '';

  constructor(options: LeaderElectionOptions, parts: ElectorParts) {
    this.#options = options;
    this.#parts = parts;
    this.#leaseMs = options.leaseDurationMs ?? 35_000;
    this.#deadlineMs = options.renewDeadlineMs ?? 30_000;
    this.#retryMs = options.retryPeriodMs ?? 5_000;
  }

  /** Waits until we lead. @throws the signal's reason */
  async acquire(signal: AbortSignal): Promise<void> {
    const { clock, random, log } = this.#parts;
    log.info(
      `attempting to acquire leader lease ${this.#options.namespace}/${this.#options.name}...`,
    );
    while (!(await this.#try(signal, this.#deadlineMs))) {
      await delay(clock, jittered(this.#retryMs * 1.1, 0.1, random), signal);
    }
    log.info(`successfully acquired lease ${this.#options.namespace}/${this.#options.name}`);
  }

  /** Keeps the lease. @returns when the signal is aborted (`stopped`) or when we could not renew in time (`lost`) */
  async keep(signal: AbortSignal): Promise<'stopped' | 'lost'> {
    const { clock } = this.#parts;
    let renewedAt = clock.monotonic();
    while (!signal.aborted) {
      const pause = delay(clock, this.#retryMs, signal);
      await pause.catch(() => undefined);
      if (signal.aborted) break;
      const left = this.#deadlineMs - (clock.monotonic() - renewedAt);
      if (left > 0 && (await this.#try(signal, left))) renewedAt = clock.monotonic();
      else if (this.#isTaken() || clock.monotonic() - renewedAt >= this.#deadlineMs) return 'lost';
    }
    return 'stopped';
  }

  /** Hands the lease over, if it is ours, so that another need not wait for it to grow stale. */
  async release(timeoutMs: number): Promise<void> {
    const { client, clock, log } = this.#parts;
    if (this.#options.releaseOnCancel === false) return;
    try {
      const lease = await client.get(this.#ref(), { timeoutMs });
      const record = readLease(lease);
      if (record.holder !== this.#options.identity) return;
      const now = microTime(clock.now());
      const released = {
        ...record,
        holder: '',
        durationMs: 1000,
        renewTime: now,
        acquireTime: now,
      };
      await client.update(withRecord(lease, released), { timeoutMs });
    } catch (error) {
      log.error('cannot release the leader lease', error);
    }
  }

  /** Somebody else holds the lease. */
  #isTaken(): boolean {
    return this.#leader !== '' && this.#leader !== this.#options.identity;
  }

  /** One attempt to take or renew the lease. Failures are logged and count as no. */
  async #try(signal: AbortSignal, timeoutMs: number): Promise<boolean> {
    signal.throwIfAborted();
    try {
      return await this.#takeOrRenew(signal, Math.max(1, Math.min(timeoutMs, this.#deadlineMs)));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // Losing the race for a lease is no error.
      const raced =
        isConflict(error) || (error instanceof KubeApiError && error.code === 'AlreadyExists');
      if (!raced) this.#parts.log.error('cannot take or renew the leader lease', error);
      return false;
    }
  }

  async #takeOrRenew(signal: AbortSignal, timeoutMs: number): Promise<boolean> {
    const { client, clock } = this.#parts;
    const { namespace, name, identity } = this.#options;
    const call = { signal, timeoutMs };
    const now = microTime(clock.now());
    const mine: LeaseRecord = {
      holder: identity,
      durationMs: this.#leaseMs,
      transitions: 0,
      renewTime: now,
      acquireTime: now,
    };
    const lease = await client.get(this.#ref(), call).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
    if (lease === undefined) {
      await client.create(newLease(namespace, name, mine), call);
      this.#observe(mine);
      return true;
    }
    const record = readLease(lease);
    this.#observe(record);
    const ours = record.holder === identity;
    if (!ours && record.holder !== '' && !this.#isStale(record)) return false;
    const next = ours
      ? { ...mine, acquireTime: record.acquireTime, transitions: record.transitions }
      : { ...mine, transitions: record.transitions + 1 };
    await client.update(withRecord(lease, next), call);
    this.#observe(next);
    return true;
  }

  #observe(record: LeaseRecord): void {
    const text = JSON.stringify(record);
    if (this.#observed?.record !== text) {
      this.#observed = { record: text, at: this.#parts.clock.monotonic() };
    }
    if (record.holder === this.#leader) return;
    this.#leader = record.holder;
    if (record.holder !== '') this.#parts.log.info(`new leader elected: ${record.holder}`);
  }

  #isStale(record: LeaseRecord): boolean {
    const seenAt = this.#observed?.at ?? this.#parts.clock.monotonic();
    const durationMs = record.durationMs > 0 ? record.durationMs : this.#leaseMs;
    return this.#parts.clock.monotonic() - seenAt > durationMs;
  }

  #ref(): { apiVersion: string; kind: string; namespace: string; name: string } {
    const { namespace, name } = this.#options;
    return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name };
  }
}
