/**
 * Steps of earlier builds by the digest of their inputs. Bounded; one may be shared by any number of
 * builds of one thread. Made by `createBuildCache`.
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
