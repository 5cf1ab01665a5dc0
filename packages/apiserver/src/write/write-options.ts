import { getString, type JsonObject } from '@fluxts/base';
import type { ObjectStore } from '../objects/object-store.ts';
import type { ResourceRegistry } from '../registry.ts';
import type { ResourceInfo, WriteContext } from '../resource.ts';
import type { StorageReader } from '../storage-access.ts';
import type { UserInfo } from '../user.ts';

/** What every write works with. */
export interface WriteEnvironment {
  readonly objects: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly reader: StorageReader;
  readonly now: () => Date;
  /** A new UUID. */
  readonly newUid: () => string;
  /** Five characters for a name that the server makes up. */
  readonly newSuffix: () => string;
}

/** What one request asks for beside the change itself. */
export interface WriteOptions {
  readonly user: UserInfo;
  readonly dryRun: boolean;
  /** Who owns what the write sets. */
  readonly fieldManager: string;
  /** What becomes of fields that the schema does not know. */
  readonly fieldValidation: 'Ignore' | 'Strict' | 'Warn';
  /** Sends a `Warning` header with the answer. */
  readonly warn: (message: string) => void;
}

/** Which object a request names, in the version that it speaks. */
export interface WriteTarget {
  readonly info: ResourceInfo;
  /** `undefined` for cluster-wide kinds. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/** The metadata of a draft, made if it is not there. */
export function metadataOf(draft: JsonObject): JsonObject {
  const metadata = draft['metadata'];
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) {
    return metadata as JsonObject;
  }
  const made: JsonObject = {};
  draft['metadata'] = made;
  return made;
}

/** The uid of an object, for what depends on it being the same one. */
export function uidOf(object: JsonObject): string {
  return getString(object, 'metadata', 'uid') ?? '';
}

/** A time as Kubernetes writes it: UTC, whole seconds. */
export function timestamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** The context that a kind's hooks get. */
export function contextOf(
  environment: WriteEnvironment,
  options: WriteOptions,
  operation: WriteContext['operation'],
  subresource: WriteContext['subresource'],
): WriteContext {
  return {
    operation,
    subresource,
    dryRun: options.dryRun,
    user: options.user,
    storage: environment.reader,
    now: environment.now(),
  };
}
