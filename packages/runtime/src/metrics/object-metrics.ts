import type { ObjectKey } from '../key.ts';

/** Upper bounds of the duration buckets, as Flux's recorder has them: 10 ns to 10 s. */
const bounds: readonly number[] = [-8, -7, -6, -5, -4, -3, -2, -1, 0, 1].map((power) =>
  Number(`1e${power}`),
);
const statuses = ['True', 'False', 'Unknown', 'Deleted'];
/** Objects rendered at one go. */
const sliceSize = 100;

interface Series {
  /** `kind="…",name="…",namespace="…"` */
  readonly labels: string;
  /** Observations per bucket, not summed up; the last is beyond all bounds. */
  readonly buckets: number[];
  sum: number;
  suspended: boolean | undefined;
  readonly conditions: Map<string, string>;
}

/** What is printed, metric by metric, as the text format wants it. */
const families = [
  {
    name: 'gotk_reconcile_duration_seconds',
    help: 'The duration in seconds of a GitOps Toolkit resource reconciliation.',
    type: 'histogram',
    render: renderDuration,
  },
  {
    name: 'gotk_reconcile_condition',
    help: 'The current condition status of a GitOps Toolkit resource reconciliation.',
    type: 'gauge',
    render: renderConditions,
  },
  {
    name: 'gotk_suspend_status',
    help: 'The current suspend status of a GitOps Toolkit resource.',
    type: 'gauge',
    render: renderSuspended,
  },
];

/**
 * The metrics that every object has of its own. There may be a hundred thousand lines of them, so they are
 * kept ready to print and printed in slices: a scrape must not hold up the main loop.
 */
export class ObjectMetrics {
  readonly #series = new Map<string, Series>();

  /** Counts a reconcile. */
  observe(kind: string, key: ObjectKey, seconds: number): void {
    const series = this.#of(kind, key);
    const bucket = bounds.findIndex((bound) => seconds <= bound);
    const index = bucket < 0 ? bounds.length : bucket;
    series.buckets[index] = (series.buckets[index] ?? 0) + 1;
    series.sum += seconds;
  }

  /** Sets the status of a condition. */
  setCondition(kind: string, key: ObjectKey, type: string, status: string): void {
    this.#of(kind, key).conditions.set(type, status);
  }

  /** Sets whether the object is suspended. */
  setSuspended(kind: string, key: ObjectKey, suspended: boolean): void {
    this.#of(kind, key).suspended = suspended;
  }

  /** Drops an object. */
  forget(kind: string, key: ObjectKey): void {
    this.#series.delete(idOf(kind, key));
  }

  /** The Prometheus text of all objects. */
  async render(): Promise<string> {
    const all = [...this.#series.values()];
    const parts: string[] = [];
    for (const { name, help, type, render } of families) {
      parts.push(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
      for (let at = 0; at < all.length; at += sliceSize) {
        await new Promise((resolve) => setImmediate(resolve));
        parts.push(
          all
            .slice(at, at + sliceSize)
            .map(render)
            .join(''),
        );
      }
    }
    return parts.join('');
  }

  #of(kind: string, key: ObjectKey): Series {
    const id = idOf(kind, key);
    let series = this.#series.get(id);
    if (series === undefined) {
      const { name, namespace } = key;
      series = {
        labels: `kind="${escaped(kind)}",name="${escaped(name)}",namespace="${escaped(namespace)}"`,
        buckets: [],
        sum: 0,
        suspended: undefined,
        conditions: new Map(),
      };
      this.#series.set(id, series);
    }
    return series;
  }
}

function renderDuration({ labels, buckets, sum }: Series): string {
  if (buckets.length === 0) return '';
  const name = 'gotk_reconcile_duration_seconds';
  let text = '';
  let count = 0;
  for (const [index, bound] of bounds.entries()) {
    count += buckets[index] ?? 0;
    text += `${name}_bucket{${labels},le="${bound}"} ${count}\n`;
  }
  count += buckets[bounds.length] ?? 0;
  return `${text}${name}_bucket{${labels},le="+Inf"} ${count}\n${name}_sum{${labels}} ${sum}\n${name}_count{${labels}} ${count}\n`;
}

function renderConditions({ labels, conditions }: Series): string {
  let text = '';
  for (const [type, is] of conditions) {
    for (const status of statuses) {
      text += `gotk_reconcile_condition{${labels},type="${escaped(type)}",status="${status}"} ${status === is ? 1 : 0}\n`;
    }
  }
  return text;
}

function renderSuspended({ labels, suspended }: Series): string {
  return suspended === undefined ? '' : `gotk_suspend_status{${labels}} ${suspended ? 1 : 0}\n`;
}

function idOf(kind: string, key: ObjectKey): string {
  return `${kind}/${key.namespace}/${key.name}`;
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (found) => (found === '\n' ? '\\n' : `\\${found}`));
}
