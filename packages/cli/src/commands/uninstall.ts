import { fluxFinalizer, fluxKinds, storageApiVersion } from '@fluxts/flux-api';
import { formatObject, idOf } from '@fluxts/kube';
import {
  isNotFound,
  type KindRef,
  type KubeClient,
  type KubeObject,
  NoKindMatchError,
  refOf,
} from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';

/** `flux uninstall`. */
export const uninstallCommand: Command = command({
  name: 'uninstall',
  summary: 'Uninstall Flux and its custom resource definitions',
  description:
    'The uninstall command removes the Flux components and the toolkit.fluxcd.io resources from the cluster.\n' +
    'What they applied stays as it is.',
  example: 'flux uninstall --namespace=flux-system\nflux uninstall --dry-run',
  flags: {
    'keep-namespace': bool(false, 'skip namespace deletion'),
    'dry-run': bool(false, 'only print the objects that would be deleted'),
    silent: bool(false, 'delete components without asking for confirmation', { short: 's' }),
  },
  run: (context, { flags }) =>
    withCluster(context, async ({ client }) => {
      const namespace = context.globals.chosenNamespace ?? context.globals.systemNamespace;
      const dryRun = flags['dry-run'];
      if (
        !dryRun &&
        !flags.silent &&
        !(await context.io.confirm(
          `Are you sure you want to delete Flux and its custom resource definitions`,
        ))
      ) {
        throw new CommandError(
          'Refused',
          'aborting: nothing was deleted; -s deletes without asking',
        );
      }
      const remover = new Remover(context, client, dryRun);
      context.log.action(`deleting components in ${namespace} namespace`);
      await remover.components(namespace);
      context.log.action('deleting toolkit.fluxcd.io finalizers in all namespaces');
      await remover.finalizers();
      context.log.action('deleting toolkit.fluxcd.io custom resource definitions');
      await remover.definitions();
      if (!flags['keep-namespace']) {
        await remover.delete({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        });
      }
      context.log.success('uninstall finished');
    }),
});

/** Kinds that an installation has objects of, the controllers first, so that nothing is pruned by them. */
const componentKinds: readonly (KindRef & { readonly namespaced: boolean })[] = [
  { apiVersion: 'apps/v1', kind: 'Deployment', namespaced: true },
  { apiVersion: 'v1', kind: 'Service', namespaced: true },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespaced: true },
  { apiVersion: 'v1', kind: 'ServiceAccount', namespaced: true },
  { apiVersion: 'v1', kind: 'ResourceQuota', namespaced: true },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', namespaced: false },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', namespaced: false },
];

class Remover {
  readonly #context: Context;
  readonly #client: KubeClient;
  readonly #dryRun: boolean;
  readonly #signal: AbortSignal;

  constructor(context: Context, client: KubeClient, dryRun: boolean) {
    this.#context = context;
    this.#client = client;
    this.#dryRun = dryRun;
    this.#signal = context.deadline;
  }

  async components(namespace: string): Promise<void> {
    for (const { namespaced, apiVersion, kind } of componentKinds) {
      const { items } = await this.#client.list(
        { apiVersion, kind, ...(namespaced ? { namespace } : {}) },
        {
          labelSelector: `app.kubernetes.io/instance=${namespace},app.kubernetes.io/part-of=flux`,
          signal: this.#signal,
        },
      );
      for (const object of items) await this.delete(object);
    }
  }

  async finalizers(): Promise<void> {
    for (const kind of fluxKinds) {
      const ref = { apiVersion: storageApiVersion(kind), kind: kind.kind };
      for (const object of await this.#listIfServed(ref)) {
        const kept = (object.metadata.finalizers ?? []).filter((one) => one !== fluxFinalizer);
        if (!this.#dryRun) {
          await this.#client.patch(
            refOf(object),
            { metadata: { finalizers: kept } },
            { type: 'merge', signal: this.#signal },
          );
        }
        this.#say(`${formatObject(idOf(object))} finalizers deleted`);
      }
    }
  }

  async definitions(): Promise<void> {
    for (const { plural, group } of fluxKinds) {
      await this.delete({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.${group}` },
      });
    }
  }

  async delete(object: KubeObject): Promise<void> {
    try {
      await this.#client.delete(refOf(object), {
        propagationPolicy: 'Background',
        dryRun: this.#dryRun,
        signal: this.#signal,
      });
      this.#say(`${formatObject(idOf(object))} deleted`);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #listIfServed(ref: KindRef): Promise<readonly KubeObject[]> {
    try {
      return (await this.#client.list(ref, { signal: this.#signal })).items;
    } catch (error) {
      if (error instanceof NoKindMatchError) return [];
      throw error;
    }
  }

  #say(text: string): void {
    this.#context.log.success(this.#dryRun ? `${text} (dry run)` : text);
  }
}
