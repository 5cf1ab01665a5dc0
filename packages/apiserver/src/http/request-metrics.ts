import type { ResourceAddress } from './request-info.ts';

/** What one kind of request is counted under. */
export interface RequestLabels {
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly dryRun: boolean;
  readonly code: number;
}

interface Count {
  readonly labels: RequestLabels;
  requests: number;
  seconds: number;
}

/** Counts that are kept apart at the most; what comes after is counted together. */
const mostCounts = 5000;

/**
 * Counts requests as the real server does, under its names, for `/metrics`. Only requests for something
 * that is served are told apart, so that nobody fills the memory with names of his own.
 */
export class RequestMetrics {
  readonly #counts = new Map<string, Count>();

  /** Counts an answered request. @param address absent for anything but a served resource */
  count(
    address: ResourceAddress | undefined,
    verb: string,
    query: URLSearchParams | undefined,
    code: number,
    seconds: number,
  ): void {
    this.#add(
      {
        verb: address === undefined ? verb : capitals(address.verb, query),
        group: address?.group ?? '',
        version: address?.version ?? '',
        resource: address?.plural ?? '',
        subresource: address?.subresource ?? '',
        dryRun: query?.get('dryRun') === 'All',
        code,
      },
      seconds,
    );
  }

  #add(labels: RequestLabels, seconds: number): void {
    let key = Object.values(labels).join(' ');
    if (!this.#counts.has(key) && this.#counts.size >= mostCounts) key = 'others';
    const count = this.#counts.get(key);
    if (count === undefined) {
      this.#counts.set(key, { labels, requests: 1, seconds });
    } else {
      count.requests++;
      count.seconds += seconds;
    }
  }

  /** The Prometheus text. @param gauges present values by name, such as the number of open watches */
  render(gauges: Readonly<Record<string, number>>): string {
    const lines = [
      '# HELP apiserver_request_total Requests answered.',
      '# TYPE apiserver_request_total counter',
    ];
    const durations = [
      '# HELP apiserver_request_duration_seconds Time from the first byte of a request to its answer; for a watch, to its first byte.',
      '# TYPE apiserver_request_duration_seconds summary',
    ];
    for (const { labels, requests, seconds } of this.#counts.values()) {
      const text = render(labels);
      lines.push(`apiserver_request_total${text} ${requests}`);
      durations.push(
        `apiserver_request_duration_seconds_sum${text} ${seconds.toFixed(6)}`,
        `apiserver_request_duration_seconds_count${text} ${requests}`,
      );
    }
    for (const [name, value] of Object.entries(gauges)) {
      lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
    }
    return `${[...lines, ...durations].join('\n')}\n`;
  }
}

/** The verb as the real server's metrics have it: an apply is told from other patches. */
function capitals(verb: string, query: URLSearchParams | undefined): string {
  if (verb === 'patch' && query?.has('fieldManager') === true && query.has('force')) return 'APPLY';
  switch (verb) {
    case 'create':
      return 'POST';
    case 'update':
      return 'PUT';
    default:
      return verb.toUpperCase();
  }
}

function render(labels: RequestLabels): string {
  const parts = [
    ['verb', labels.verb],
    ['group', labels.group],
    ['version', labels.version],
    ['resource', labels.resource],
    ['subresource', labels.subresource],
    ['dry_run', labels.dryRun ? 'All' : ''],
    ['code', String(labels.code)],
  ];
  return `{${parts.map(([name, value]) => `${name}="${value}"`).join(',')}}`;
}
