import { createHash } from 'node:crypto';
import type { WorkerPool } from '@fluxts/runtime';
import { LRUCache } from 'lru-cache';
import type { BuildJobs, BuildOutcome, BuildRequest } from '../job/build-job.ts';

/**
 * Builds, each done once: an outcome is found under the digest of everything that went into it. What is
 * remembered is bounded by its compressed size.
 */
export class BuildStore {
  readonly #pool: WorkerPool<BuildJobs>;
  readonly #outcomes: LRUCache<string, BuildOutcome>;

  constructor(pool: WorkerPool<BuildJobs>, maxBytes: number) {
    this.#pool = pool;
    this.#outcomes = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (outcome) => outcome.objects.byteLength + 1,
    });
  }

  /**
   * The outcome of a request, from memory where it can be.
   * @param key the request's {@link buildKey}
   * @throws JobError what the build raised, or why the pool could not run it
   */
  async build(
    key: string,
    request: BuildRequest,
    options: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<BuildOutcome> {
    const known = this.#outcomes.get(key);
    // What came from elsewhere may have changed there.
    if (known !== undefined && !known.remote) return known;
    const outcome = await this.#pool.run('kustomize-build', request, options);
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  /** The outcome of an earlier request, if it is still remembered. */
  recall(key: string): BuildOutcome | undefined {
    return this.#outcomes.get(key);
  }
}

/** A digest of everything that a build's outcome depends on. Where the artifact lies does not count. */
export function buildKey(artifactDigest: string, request: BuildRequest): string {
  const { directory: _, ...inputs } = request;
  return createHash('sha256')
    .update(JSON.stringify([artifactDigest, inputs]))
    .digest('hex');
}
