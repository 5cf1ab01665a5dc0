import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { diskFileSystem } from '@fluxts/base';
import { createGit, type Git } from '@fluxts/git';
import { renderKustomization } from '@fluxts/kustomize';
import { createRemoteFetcher } from '@fluxts/kustomize-controller';
import { type Command, command } from '../command/command.ts';
import { bool, choice, string } from '../command/flag.ts';
import { CommandError, UsageError } from '../error.ts';
import { HelmProgram } from '../render/helm-program.ts';

const renderKustomize: Command = command({
  name: 'kustomize',
  operands: 'DIR',
  summary: 'Print what kubectl kustomize DIR prints',
  description:
    'The render kustomize command builds a kustomization from a folder and writes the objects to stdout, byte for byte\n' +
    'as kubectl kustomize does. It asks nothing of a cluster.',
  example: 'flux render kustomize ./deploy/overlays/dev',
  flags: {
    'load-restrictor': choice(
      ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone'],
      'LoadRestrictionsRootOnly',
      "if set to 'LoadRestrictionsNone', local kustomizations may load files from outside their root",
    ),
    fifo: bool(false, 'keep the order of the files instead of sorting by kind'),
    'enable-helm': bool(false, 'Enable use of the Helm chart inflator generator.'),
    'helm-command': string('helm', 'helm command (path to executable)'),
  },
  async run(context, { args, flags }) {
    const [target = '.', ...rest] = args;
    if (rest.length > 0) {
      throw new UsageError('InvalidArguments', `one folder can be given, not ${args.length}`);
    }
    const directory = resolve(context.cwd, target);
    if (!existsSync(directory)) {
      throw new CommandError('InvalidInput', `${target} is no folder`);
    }
    // A kustomization may refer to bases anywhere above it, so the tree begins at the file system's root.
    const root = rootOf(directory);
    const helm = flags['enable-helm']
      ? new HelmProgram(flags['helm-command'], context.env)
      : undefined;
    const scratch = mkdtempSync(join(tmpdir(), 'flux-render-'));
    let git: Git | undefined;
    const openGit = async (): Promise<Git> => (git = await createGit({ cacheDir: scratch }));
    try {
      const text = await renderKustomization(
        relative(root, directory).split(sep).join('/') || '.',
        diskFileSystem(root),
        {
          order: flags.fifo ? 'fifo' : 'legacy',
          loadRestrictor: flags['load-restrictor'],
          managedByLabel: context.env['KUSTOMIZE_ENABLE_MANAGEDBY_LABEL'] === 'on',
          fetcher: createRemoteFetcher({ openGit }),
          ...(helm === undefined ? {} : { helm: helm.engine, charts: helm.fetch }),
          signal: context.deadline,
        },
      );
      context.io.out(text);
    } finally {
      helm?.close();
      await git?.close();
      rmSync(scratch, { recursive: true, force: true });
    }
  },
});

function rootOf(directory: string): string {
  let folder = directory;
  while (dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** `flux render`. */
export const renderCommand: Command = {
  name: 'render',
  summary: 'Render manifests from local files',
  description: 'The render sub-commands run the engines of the controllers on local files.',
  subcommands: [renderKustomize],
};
