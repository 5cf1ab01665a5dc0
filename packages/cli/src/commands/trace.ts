import { formatTrace, resolveKind, traceObject } from '@fluxts/explain';
import { withCluster } from '../cluster/connect.ts';
import { notFoundError } from '../cluster/locate.ts';
import { type Command, command } from '../command/command.ts';
import { string } from '../command/flag.ts';
import { UsageError } from '../error.ts';

/** `flux trace`. */
export const traceCommand: Command = command({
  name: 'trace',
  operands: '<resource> <name> [<name> ...]',
  summary: 'Trace in-cluster objects throughout the GitOps delivery pipeline',
  description:
    'The trace command shows how one or more objects are managed by Flux,\n' +
    'from which source and revision they come, and what the latest reconciliation status is.',
  example:
    'flux trace deployment my-app -n my-namespace\nflux trace deployment/my-app service/my-app -n my-namespace',
  flags: {
    kind: string('', "the Kubernetes object kind, e.g. Deployment'"),
    'api-version': string('', "the Kubernetes object API version, e.g. 'apps/v1'"),
  },
  run: (context, { args, flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      const signal = context.deadline;
      const apiVersion = flags['api-version'];
      for (const { kind, name } of readObjects(args, flags.kind)) {
        const resource = await resolveKind(
          client,
          { kind, ...(apiVersion === '' ? {} : { apiVersion }) },
          signal,
        );
        const ref = {
          apiVersion: resource.apiVersion,
          kind: resource.kind,
          name,
          ...(resource.namespaced ? { namespace } : {}),
        };
        const object = await client.find(ref, { signal });
        if (object === undefined) throw await notFoundError(client, resource, name, namespace);
        context.io.out(formatTrace(await traceObject(client, object, `${kind}/${name}`, signal)));
      }
    }),
});

/** `kind name…`, `kind/name…`, or `name…` with `--kind`. @throws UsageError `InvalidArguments` */
function readObjects(
  args: readonly string[],
  kindFlag: string,
): readonly { readonly kind: string; readonly name: string }[] {
  if (kindFlag !== '') {
    if (args.length === 0) throw new UsageError('InvalidArguments', 'object name is required');
    return args.map((name) => ({ kind: kindFlag, name }));
  }
  const [first, ...rest] = args;
  if (first === undefined) {
    throw new UsageError(
      'InvalidArguments',
      "an object is required: 'flux trace deployment my-app' or 'flux trace deployment/my-app'",
    );
  }
  if (!first.includes('/')) {
    if (rest.length === 0) throw new UsageError('InvalidArguments', 'object name is required');
    return rest.map((name) => ({ kind: first, name }));
  }
  return args.map((arg) => {
    const slash = arg.indexOf('/');
    if (slash < 1 || slash === arg.length - 1) {
      throw new UsageError('InvalidArguments', `'${arg}' is not of the form kind/name`);
    }
    return { kind: arg.slice(0, slash), name: arg.slice(slash + 1) };
  });
}
