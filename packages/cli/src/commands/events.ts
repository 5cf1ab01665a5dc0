import { getString, oneLine } from '@fluxts/base';
import { formatAge } from '../output/age.ts';
import type { KubeObject } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, string, strings } from '../command/flag.ts';
import { UsageError } from '../error.ts';
import { eventFilter } from '../events/filter.ts';
import { formatTable } from '../output/table.ts';

/** `flux events`. */
export const eventsCommand: Command = command({
  name: 'events',
  summary: 'Display Kubernetes events for Flux resources',
  description: 'The events sub-command shows Kubernetes events from Flux resources',
  example:
    'flux events -n tenant1\nflux events --for Kustomization/podinfo -n tenant1\nflux events --types Warning -A',
  flags: {
    'all-namespaces': bool(false, 'display events from Flux resources across all namespaces', {
      short: 'A',
    }),
    watch: bool(false, 'indicate if the events should be streamed', { short: 'w' }),
    for: string('', 'get events for a particular object'),
    types: strings([], 'filter events for certain types (valid types are: Normal, Warning)'),
  },
  run: (context, { flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      for (const type of flags.types) {
        if (type !== 'Normal' && type !== 'Warning') {
          throw new UsageError(
            'InvalidFlagValue',
            `type ${type} not supported. Supported types are Normal, Warning`,
          );
        }
      }
      const all = flags['all-namespaces'];
      const collection = { apiVersion: 'v1', kind: 'Event', ...(all ? {} : { namespace }) };
      const chosen = await eventFilter(client, {
        forObject: flags.for,
        types: flags.types,
        namespace,
        signal: context.deadline,
      });
      const table = (events: readonly KubeObject[]) => ({
        headers: [
          ...(all ? ['NAMESPACE'] : []),
          'LAST SEEN',
          'TYPE',
          'REASON',
          'OBJECT',
          'MESSAGE',
        ],
        rows: events.map((event) => [
          ...(all ? [event.metadata.namespace ?? ''] : []),
          ...eventCells(event, context.now()),
        ]),
      });
      const list = await client.list(collection, { signal: context.deadline });
      const events = list.items
        .filter(chosen)
        .toSorted((a, b) => (lastSeen(a) < lastSeen(b) ? -1 : 1));
      if (events.length === 0 && !flags.watch) {
        const where = all ? 'all namespaces' : `${namespace} namespace`;
        context.io.err(`No events found in ${where}.\n`);
        return;
      }
      context.io.out(formatTable(table(events), { header: true }));
      if (!flags.watch) return;
      for await (const event of client.watch(collection, {
        resourceVersion: list.resourceVersion,
        signal: context.signal,
      })) {
        if (event.type !== 'ADDED' && event.type !== 'MODIFIED') continue;
        if (chosen(event.object)) {
          context.io.out(formatTable(table([event.object]), { header: false }));
        }
      }
    }),
});

function eventCells(event: KubeObject, now: Date): readonly string[] {
  const kind = getString(event, 'involvedObject', 'kind') ?? '';
  const name = getString(event, 'involvedObject', 'name') ?? '';
  return [
    seenText(event, now),
    getString(event, 'type') ?? '',
    getString(event, 'reason') ?? '',
    `${kind}/${name}`,
    oneLine(getString(event, 'message') ?? ''),
  ];
}

/** `12s`, or `12s (x4 over 3m)` for events that were counted up. */
function seenText(event: KubeObject, now: Date): string {
  const age = formatAge(lastSeen(event), now);
  const count = event['count'];
  const first = getString(event, 'firstTimestamp');
  return typeof count === 'number' && count > 1 && first !== undefined
    ? `${age} (x${count} over ${formatAge(first, now)})`
    : age;
}

function lastSeen(event: KubeObject): string {
  return (
    getString(event, 'lastTimestamp') ??
    getString(event, 'eventTime') ??
    event.metadata.creationTimestamp ??
    ''
  );
}
