import { formatObject, type ObjectStatus } from '@fluxts/kube';
import { groupOf, type KubeObject, type ObjectRef } from '@fluxts/kube-client';

/** An object whose health is waited for. */
export interface HealthTarget {
  readonly ref: ObjectRef;
  /** Gone counts as healthy: a Job that is deleted some time after it is done. */
  readonly mayVanish?: boolean;
}

/** Tells how healthy an object is. */
export type HealthOf = (object: KubeObject) => ObjectStatus;

/** How healthy one object was when it was last seen. */
export interface HealthReport {
  readonly ref: ObjectRef;
  /** `Kind/namespace/name` */
  readonly name: string;
  /** Undefined while it has not been asked for. */
  readonly status: ObjectStatus | undefined;
}

interface Line {
  readonly target: HealthTarget;
  object: KubeObject | undefined;
  status: ObjectStatus | undefined;
}

/** What is known of the health of a set of objects. */
export class HealthBoard {
  readonly #lines: readonly Line[];
  readonly #healthOf: HealthOf;
  readonly #onChange: () => void;

  constructor(targets: readonly HealthTarget[], healthOf: HealthOf, onChange: () => void) {
    this.#lines = targets.map((target) => ({ target, object: undefined, status: undefined }));
    this.#healthOf = healthOf;
    this.#onChange = onChange;
  }

  /** Notes what was found; undefined when there is no such object. */
  note(ref: ObjectRef, object: KubeObject | undefined): void {
    for (const line of this.#lines) {
      if (!isSame(line.target.ref, ref)) continue;
      line.object = object;
      line.status = this.#judge(line, object);
    }
    this.#onChange();
  }

  /** Notes that nothing could be found out. */
  noteUnknown(ref: ObjectRef, message: string): void {
    for (const line of this.#lines) {
      if (isSame(line.target.ref, ref)) line.status = { status: 'Unknown', message };
    }
    this.#onChange();
  }

  /** Judges again what was not healthy: some verdicts change with time alone. */
  reassess(): void {
    for (const line of this.#lines) {
      if (line.object !== undefined && line.status?.status !== 'Current') {
        line.status = this.#judge(line, line.object);
      }
    }
    this.#onChange();
  }

  get reports(): HealthReport[] {
    return this.#lines.map(({ target, status }) => ({
      ref: target.ref,
      name: formatRef(target.ref),
      status,
    }));
  }

  get isHealthy(): boolean {
    return this.#lines.every(({ status }) => status?.status === 'Current');
  }

  /** Whether all of these are healthy. */
  areHealthy(refs: readonly ObjectRef[]): boolean {
    return this.#lines.every(
      ({ target, status }) =>
        status?.status === 'Current' || !refs.some((ref) => isSame(ref, target.ref)),
    );
  }

  get hasFailed(): boolean {
    return this.#lines.some(({ status }) => status?.status === 'Failed');
  }

  #judge(line: Line, object: KubeObject | undefined): ObjectStatus {
    if (object !== undefined) return this.#healthOf(object);
    return line.target.mayVanish === true
      ? { status: 'Current', message: 'Resource is done and gone' }
      : { status: 'NotFound', message: 'Resource not found' };
  }
}

/** `Kind/namespace/name` of a reference. */
export function formatRef(ref: ObjectRef): string {
  return formatObject({ kind: ref.kind, namespace: ref.namespace ?? '', name: ref.name });
}

function isSame(a: ObjectRef, b: ObjectRef): boolean {
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    (a.namespace ?? '') === (b.namespace ?? '') &&
    groupOf(a.apiVersion) === groupOf(b.apiVersion)
  );
}
