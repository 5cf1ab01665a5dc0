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
  readonly #lines = new Map<string, Line>();
  readonly #healthOf: HealthOf;
  readonly #onChange: () => void;
  #unhealthy = 0;
  #failed = 0;

  constructor(targets: readonly HealthTarget[], healthOf: HealthOf, onChange: () => void) {
    for (const target of targets) {
      this.#lines.set(keyOf(target.ref), { target, object: undefined, status: undefined });
    }
    this.#unhealthy = this.#lines.size;
    this.#healthOf = healthOf;
    this.#onChange = onChange;
  }

  /** Notes what was found; undefined when there is no such object. */
  note(ref: ObjectRef, object: KubeObject | undefined): void {
    const line = this.#lines.get(keyOf(ref));
    if (line === undefined) return;
    line.object = object;
    this.#set(line, this.#judge(line, object));
    this.#onChange();
  }

  /** Notes that nothing could be found out. */
  noteUnknown(ref: ObjectRef, message: string): void {
    const line = this.#lines.get(keyOf(ref));
    if (line !== undefined) this.#set(line, { status: 'Unknown', message });
    this.#onChange();
  }

  /** Judges again what was not healthy: some verdicts change with time alone. */
  reassess(): void {
    for (const line of this.#lines.values()) {
      if (line.object !== undefined && line.status?.status !== 'Current') {
        this.#set(line, this.#judge(line, line.object));
      }
    }
    this.#onChange();
  }

  get reports(): HealthReport[] {
    return [...this.#lines.values()].map(({ target, status }) => ({
      ref: target.ref,
      name: formatRef(target.ref),
      status,
    }));
  }

  get isHealthy(): boolean {
    return this.#unhealthy === 0;
  }

  get hasFailed(): boolean {
    return this.#failed > 0;
  }

  /** Whether all of these are healthy. */
  areHealthy(refs: readonly ObjectRef[]): boolean {
    return refs.every((ref) => this.#lines.get(keyOf(ref))?.status?.status === 'Current');
  }

  #set(line: Line, status: ObjectStatus): void {
    const before = line.status?.status;
    line.status = status;
    this.#unhealthy += Number(before === 'Current') - Number(status.status === 'Current');
    this.#failed += Number(status.status === 'Failed') - Number(before === 'Failed');
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

function keyOf({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([groupOf(apiVersion), kind, namespace ?? '', name]);
}
