import { resolve } from 'node:path';
import { startApiServerThread } from '@fluxts/dev';
import { type Command, command } from '../command/command.ts';
import { bool, integer, string } from '../command/flag.ts';
import { UsageError } from '../error.ts';
import { threadModules } from '../threads/entries.ts';

/** `flux apiserver`. */
export const apiserverCommand: Command = command({
  name: 'apiserver',
  summary: 'Run the embedded Kubernetes API server',
  description:
    'The apiserver command runs the embedded Kubernetes API server by itself, for development and tests.\n' +
    'The kubeconfig is written once the server answers. It runs until Ctrl-C.',
  example:
    'flux apiserver --data-dir .cluster --kubeconfig kubeconfig\nflux apiserver --in-memory --port 6443',
  flags: {
    'data-dir': string('', 'folder that holds the state'),
    'in-memory': bool(false, 'keep the state in memory; it is gone at the end'),
    port: integer(0, 'port to listen at; 0 takes a free one'),
    host: string('127.0.0.1', 'address to listen at'),
  },
  async run(context, { flags, given }) {
    const dataDir = flags['data-dir'];
    if ((dataDir === '') === !flags['in-memory']) {
      throw new UsageError('InvalidArguments', 'either --data-dir DIR or --in-memory is needed');
    }
    // The global flag names the file to read everywhere else; here it names the one to write.
    const kubeconfigPath = given.has('kubeconfig')
      ? resolve(context.cwd, context.globals.kubeconfig)
      : dataDir === ''
        ? undefined
        : resolve(context.cwd, dataDir, 'kubeconfig');
    const server = await startApiServerThread(threadModules(context.bundle).apiServer, {
      port: flags.port,
      host: flags.host,
      ...(dataDir === '' ? {} : { dataDir: resolve(context.cwd, dataDir) }),
      ...(kubeconfigPath === undefined ? {} : { kubeconfigPath }),
    });
    const stop = (): void => {
      server.close().catch(() => {
        // `ended` rejects with the same.
      });
    };
    context.signal.addEventListener('abort', stop, { once: true });
    if (context.signal.aborted) stop();
    context.log.success(`API server at ${server.url}`);
    if (kubeconfigPath === undefined) context.io.out(server.kubeconfig);
    else context.log.success(`kubeconfig written to ${kubeconfigPath}`);
    await server.ended;
    context.log.success('stopped');
  },
});
