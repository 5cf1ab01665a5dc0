import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DevSystem, startDev } from '@fluxts/dev';
import { type Command, command } from '../command/command.ts';
import { bool, integer, string } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import { chooseComponents, components } from '../install/components.ts';
import { installManifests } from '../install/manifests.ts';
import { threadModules } from '../threads/entries.ts';
import { fluxtsVersion } from '../version.ts';

/** `flux dev`. */
export const devCommand: Command = command({
  name: 'dev',
  summary: 'Run an embedded Kubernetes API server with all controllers and a sample repository',
  description:
    'The dev command runs everything in one process: an embedded Kubernetes API server, all controllers, and a\n' +
    'git server with a sample repository that is kept in sync. State lies in the data folder and survives restarts.\n' +
    'It runs until Ctrl-C; with --once it ends as soon as everything is Ready.',
  example: 'flux dev\nflux dev --once\nflux dev --data-dir /tmp/try --port 6443',
  flags: {
    'data-dir': string('.fluxts', 'folder for all state'),
    once: bool(
      false,
      'end with exit code 0 as soon as everything is Ready, with another and the reason otherwise',
    ),
    port: integer(0, 'port of the API server; 0 takes a free one, which the folder remembers'),
    'no-cross-namespace-refs': bool(
      false,
      'references between custom resources must stay in their namespace',
    ),
    'no-remote-bases': bool(false, 'everything that is built must lie in the source artifact'),
    'default-service-account': string('', 'the account of Kustomizations that name none'),
    'watch-all-namespaces': bool(
      true,
      'watch all namespaces; if false only flux-system, which needs --no-sample',
    ),
    'no-sample': bool(false, 'come up without the sample repository and its objects'),
  },
  async run(context, { flags }) {
    const watchNamespace = flags['watch-all-namespaces'] ? undefined : 'flux-system';
    if (watchNamespace !== undefined && !flags['no-sample']) {
      throw new UsageError(
        'InvalidFlagValue',
        '--watch-all-namespaces=false needs --no-sample: the objects of the sample lie in other namespaces',
      );
    }
    const watched = watchNamespace === undefined ? {} : { watchNamespace };
    const system = await startDev({
      source: watched,
      kustomize: {
        ...watched,
        noCrossNamespaceRefs: flags['no-cross-namespace-refs'],
        noRemoteBases: flags['no-remote-bases'],
        defaultServiceAccount: flags['default-service-account'],
      },
      dataDir: resolve(context.cwd, flags['data-dir']),
      threads: threadModules(context.bundle),
      port: flags.port,
      manifests: installManifests({
        namespace: 'flux-system',
        components: chooseComponents(
          components.map((one) => one.name),
          [],
        ),
        version: `v${fluxtsVersion}`,
        registry: 'localhost',
        imageTag: `v${fluxtsVersion}`,
        imagePullSecret: '',
        watchAllNamespaces: true,
        logLevel: 'info',
        networkPolicy: true,
        clusterDomain: 'cluster.local',
        tolerationKeys: [],
      }),
      ...(flags['no-sample'] ? {} : { sample: { directory: examplesFolder(context.bundle) } }),
      onProgress: ({ kind, text }) =>
        kind === 'doing' ? context.log.action(text) : context.log.success(text),
      signal: context.signal,
    });
    try {
      await settle(context, system, flags.once);
      if (flags.once) return;
      tellWhatToTry(context, system);
      await Promise.race([system.finished, aborted(context.signal)]);
      context.log.action('shutting down');
    } finally {
      await system.stop();
    }
    context.log.success('stopped');
  },
});

/** The examples lie beside the bundle when it is installed, and in the checkout when it is built there. */
function examplesFolder(bundle: URL): string {
  return fileURLToPath(new URL('examples', bundle));
}

async function settle(context: Context, system: DevSystem, once: boolean): Promise<void> {
  context.log.waiting('waiting for everything to be ready');
  const report = await Promise.race([
    system.whenReady({ timeoutMs: context.globals.timeout.milliseconds, signal: context.signal }),
    system.finished.then(() => ({ ready: false, problems: ['the system ended'] })),
  ]);
  context.signal.throwIfAborted();
  for (const { command: shown, text } of await system.listings(context.signal)) {
    context.io.out(`$ ${shown}\n${text}`);
  }
  if (report.ready) {
    context.log.success('everything is ready');
    return;
  }
  for (const problem of report.problems) context.log.failure(problem);
  if (once) {
    throw new CommandError(
      'ReconciliationFailed',
      `not everything became ready; the controllers' logs lie in ${system.logFolder}`,
    );
  }
}

function tellWhatToTry(context: Context, system: DevSystem): void {
  const shown = (path: string): string => {
    const short = relative(context.cwd, path);
    return short.startsWith('..') ? path : short;
  };
  const { sample } = system;
  const lines = [
    '',
    `kubeconfig  ${shown(system.kubeconfigPath)}`,
    `logs        ${shown(system.logFolder)}`,
    ...(sample === undefined ? [] : [`repository  ${shown(sample.directory)}  (${sample.url})`]),
    '',
    'In another terminal:',
    `  export KUBECONFIG=${resolve(context.cwd, system.kubeconfigPath)}`,
    '  flux get all -A                            # node_modules/.bin/flux in a checkout',
    ...(sample === undefined
      ? []
      : [
          `  cd ${shown(sample.directory)}`,
          '  # change replicas in tenant/dev/replicas.yaml, then',
          '  git commit -am "Run more" && flux reconcile ks tenant1 -n tenant1 --with-source',
          '  kubectl delete deployment app -n tenant1   # it comes back at once',
          '  flux why tenant/base/deployment.yaml -n tenant1   # why it is, or is not, in the cluster',
        ]),
    '',
    'Ctrl-C ends it; the state stays.',
    '',
  ];
  context.io.out(lines.join('\n'));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}
