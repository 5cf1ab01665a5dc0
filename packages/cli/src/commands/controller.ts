import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ArtifactStore, createArtifactStore } from '@fluxts/artifact';
import {
  chooseControllers,
  type KustomizeSettings,
  type LeaderElection,
  type SourceSettings,
  startControllers,
} from '@fluxts/dev';
import { createKubeClient } from '@fluxts/kube-client';
import { createLogger } from '@fluxts/runtime';
import { clusterConfig } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { duration } from '../command/duration-flag.ts';
import {
  bool,
  choice,
  type FlagSet,
  type FlagValues,
  integer,
  string,
  strings,
} from '../command/flag.ts';
import type { Context } from '../context.ts';
import { readFeatureGates } from '../controller/feature-gates.ts';
import { proxyFromEnvironment } from '../controller/proxy-from-environment.ts';
import { UsageError } from '../error.ts';
import { threadModules } from '../threads/entries.ts';
import { fluxtsVersion } from '../version.ts';

/** The flags of Flux's controllers, as far as there is something here that they set. */
const flagSet = {
  controllers: strings([], 'controllers to run; all when empty'),
  'watch-all-namespaces': bool(
    true,
    'Watch for custom resources in all namespaces, if set to false it will only watch the runtime namespace.',
  ),
  'watch-label-selector': string(
    '',
    "Watch for resources with matching labels e.g. 'sharding.fluxcd.io/key=shard1'.",
  ),
  concurrent: integer(4, 'The number of concurrent reconciles per controller.'),
  'concurrent-ssa': integer(4, 'The number of concurrent server-side apply operations.'),
  'requeue-dependency': duration(
    '30s',
    'The interval at which failing dependencies are reevaluated.',
  ),
  'min-retry-delay': duration(
    '750ms',
    'The minimum amount of time for which an object being reconciled will have to wait before a retry.',
  ),
  'max-retry-delay': duration(
    '15m0s',
    'The maximum amount of time for which an object being reconciled will have to wait before a retry.',
  ),
  'interval-jitter-percentage': integer(
    5,
    'Percentage of jitter to apply to interval durations, between 0 and 100.',
  ),
  'no-cross-namespace-refs': bool(
    false,
    'When set to true, references between custom resources are allowed only if the reference and the referee are in the same namespace.',
  ),
  'no-remote-bases': bool(
    false,
    'Disallow remote bases usage in Kustomize overlays. When this flag is enabled, all resources must refer to local files included in the source artifact.',
  ),
  'default-service-account': string('', 'Default service account used for impersonation.'),
  'insecure-kubeconfig-tls': bool(
    false,
    'Allow that kubeconfig files can disable TLS verification.',
  ),
  'override-manager': strings(
    [],
    'Field managers whose changes are undone, beside those of kubectl.',
  ),
  'custom-apply-stage-kinds': strings(
    [],
    'Kinds that are applied in a stage of their own before the rest, as Kind or group/Kind.',
  ),
  'feature-gates': strings(
    [],
    'A comma separated list of key=value pairs defining the state of experimental features.',
  ),
  'storage-path': string('', 'The local storage path.'),
  'storage-addr': string(':9090', 'The address the static file server binds to.'),
  'storage-adv-addr': string('', 'The advertised address of the static file server.'),
  'artifact-retention-ttl': duration(
    '1m0s',
    'The duration of time that artifacts from previous reconciliations will be kept in storage before being garbage collected.',
  ),
  'artifact-retention-records': integer(
    2,
    'The maximum number of artifacts to be kept in storage after a garbage collection.',
  ),
  'artifact-digest-algo': choice(
    ['sha256', 'sha384', 'sha512'],
    'sha256',
    'The algorithm to use to calculate the digest of artifacts.',
  ),
  'enable-leader-election': bool(
    false,
    'Enable leader election for controller manager. Enabling this will ensure there is only one active controller manager.',
  ),
  'leader-election-lease-duration': duration(
    '35s',
    'Interval at which non-leader candidates will wait to force acquire leadership.',
  ),
  'leader-election-renew-deadline': duration(
    '30s',
    'Duration that the leading controller manager will retry refreshing leadership before giving up.',
  ),
  'leader-election-retry-period': duration(
    '5s',
    'Duration the LeaderElector clients should wait between tries of actions.',
  ),
  'leader-election-release-on-cancel': bool(
    true,
    'Defines if the leader should step down voluntarily on controller manager shutdown.',
  ),
  'graceful-shutdown-timeout': duration(
    '30s',
    'The duration given to the reconciler to finish before forcibly stopping.',
  ),
  'log-level': choice(['trace', 'debug', 'info', 'error'], 'info', 'Set logging level.'),
  'log-encoding': choice(['json'], 'json', 'Log encoding format.'),
  'metrics-addr': string(':8080', 'The address the metric endpoint binds to.'),
  'health-addr': string(':9440', 'The address the health endpoint binds to.'),
} satisfies FlagSet;

type Values = FlagValues<typeof flagSet>;

/** `flux controller`. */
export const controllerCommand: Command = command({
  name: 'controller',
  summary: 'Run the controllers against a cluster, as their Deployments do',
  description:
    'The controller command runs the controllers, all in one process or those that are named, against the cluster\n' +
    'of the kubeconfig or of the Pod that it runs in. It runs until it is told to stop.',
  example:
    'flux controller --kubeconfig kubeconfig --storage-path /tmp/artifacts\nflux controller --controllers=source-controller --enable-leader-election',
  flags: flagSet,
  async run(context, { flags }) {
    const names = chooseControllers(flags.controllers);
    const runtimeNamespace = context.env['RUNTIME_NAMESPACE'] ?? context.globals.systemNamespace;
    const log = createLogger({
      level: flags['log-level'] === 'trace' ? 'debug' : flags['log-level'],
    });
    const client = createKubeClient(clusterConfig(context), {
      userAgent: `fluxts/${fluxtsVersion}`,
      onWarning: (warning) => log.info('warning of the API server', { warning }),
    });
    const cacheDir = await mkdtemp(join(tmpdir(), 'flux-controller-'));
    try {
      const { store, temporary } = await openStore(context, flags, cacheDir);
      if (temporary)
        log.info('artifacts are gone when this process ends: --storage-path keeps them');
      const controllers = await startControllers({
        client,
        controllers: names,
        namespace: runtimeNamespace,
        log: () => log,
        workerEntry: threadModules(context.bundle).worker,
        store,
        artifactAddress: flags['storage-addr'],
        cacheDir,
        metricsAddress: flags['metrics-addr'],
        healthAddress: flags['health-addr'],
        gracefulShutdownMs: flags['graceful-shutdown-timeout'].milliseconds,
        proxyFor: proxyFromEnvironment(context.env),
        ...(flags['enable-leader-election'] ? { leaderElection: leaderElection(flags) } : {}),
        source: sourceSettings(flags, runtimeNamespace),
        kustomize: {
          ...kustomizeSettings(flags, runtimeNamespace),
          ...artifactAddress(flags, names.includes('source-controller')),
        },
      });
      const stop = (): void => {
        controllers.stop().catch(() => {
          // `finished` rejects with the same.
        });
      };
      context.signal.addEventListener('abort', stop, { once: true });
      if (context.signal.aborted) stop();
      await controllers.finished;
    } finally {
      client.close();
      await rm(cacheDir, { recursive: true, force: true });
    }
  },
});

async function openStore(
  context: Context,
  flags: Values,
  cacheDir: string,
): Promise<{ readonly store: ArtifactStore; readonly temporary: boolean }> {
  const path = flags['storage-path'];
  const advertised = flags['storage-adv-addr'] || defaultAdvertised(flags['storage-addr']);
  const store = await createArtifactStore({
    root: path === '' ? join(cacheDir, 'artifacts') : resolve(context.cwd, path),
    advertisedAddress: () => advertised,
    algorithm: flags['artifact-digest-algo'],
    retentionMs: flags['artifact-retention-ttl'].milliseconds,
    retentionRecords: flags['artifact-retention-records'],
  });
  return { store, temporary: path === '' };
}

/** Known to whoever serves artifacts, or was told who does. */
function artifactAddress(flags: Values, serves: boolean): { readonly artifactAddress?: string } {
  const told = flags['storage-adv-addr'];
  if (told !== '') return { artifactAddress: told };
  return serves ? { artifactAddress: defaultAdvertised(flags['storage-addr']) } : {};
}

/** Consumers beside us find us where we listen; `--storage-adv-addr` names what others see. */
function defaultAdvertised(address: string): string {
  return address.startsWith(':') ? `localhost${address}` : address;
}

function leaderElection(flags: Values): LeaderElection {
  return {
    identity: `${hostname()}_${randomUUID()}`,
    leaseDurationMs: flags['leader-election-lease-duration'].milliseconds,
    renewDeadlineMs: flags['leader-election-renew-deadline'].milliseconds,
    retryPeriodMs: flags['leader-election-retry-period'].milliseconds,
    releaseOnCancel: flags['leader-election-release-on-cancel'],
  };
}

function sourceSettings(flags: Values, runtimeNamespace: string): SourceSettings {
  return {
    ...sharedSettings(flags, runtimeNamespace),
    featureGates: readFeatureGates(flags['feature-gates']),
  };
}

function kustomizeSettings(flags: Values, runtimeNamespace: string): KustomizeSettings {
  return {
    ...sharedSettings(flags, runtimeNamespace),
    concurrentSsa: flags['concurrent-ssa'],
    noCrossNamespaceRefs: flags['no-cross-namespace-refs'],
    noRemoteBases: flags['no-remote-bases'],
    insecureKubeconfigTls: flags['insecure-kubeconfig-tls'],
    overrideManagers: flags['override-manager'],
    customApplyStageKinds: flags['custom-apply-stage-kinds'],
    ...(flags['default-service-account'] === ''
      ? {}
      : { defaultServiceAccount: flags['default-service-account'] }),
    featureGates: readFeatureGates(flags['feature-gates']),
  };
}

function sharedSettings(flags: Values, runtimeNamespace: string): SourceSettings {
  const jitter = flags['interval-jitter-percentage'];
  if (jitter < 0 || jitter > 100) {
    throw new UsageError(
      'InvalidFlagValue',
      `--interval-jitter-percentage must be between 0 and 100, not ${jitter}`,
    );
  }
  return {
    concurrent: flags.concurrent,
    requeueDependencyMs: flags['requeue-dependency'].milliseconds,
    retryDelay: {
      minMs: flags['min-retry-delay'].milliseconds,
      maxMs: flags['max-retry-delay'].milliseconds,
    },
    intervalJitter: jitter / 100,
    ...(flags['watch-all-namespaces'] ? {} : { watchNamespace: runtimeNamespace }),
    ...(flags['watch-label-selector'] === ''
      ? {}
      : { watchLabelSelector: flags['watch-label-selector'] }),
  };
}
