import { stringify } from '@fluxts/yaml';
import { buildLocally } from '../build/build-kustomization.ts';
import { readKustomization } from '../build/read-kustomization.ts';
import { type Cluster, withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type FlagSet, stringMap, string, strings } from '../command/flag.ts';
import { objectName } from '../create/create-flags.ts';

const flagSet = {
  path: string('', 'Path to the manifests location.'),
  'kustomization-file': string('', 'Path to the Flux Kustomization YAML file.'),
  'ignore-paths': strings([], 'set paths to ignore in .gitignore format'),
  'dry-run': bool(false, 'Dry run mode.'),
  'strict-substitute': bool(
    false,
    'When enabled, the post build substitutions will fail if a var without a default value is declared in files but is missing from the input vars.',
  ),
  recursive: bool(false, 'Recursively build Kustomizations', { short: 'r' }),
  'local-sources': stringMap(
    'Comma-separated list of repositories in format: Kind/namespace/name=path',
  ),
  'in-memory-build': bool(false, 'Use in-memory filesystem during build.'),
} satisfies FlagSet;

const buildKustomization: Command = command({
  name: 'kustomization',
  aliases: ['ks'],
  operands: '[name]',
  summary: 'Build Kustomization',
  description:
    'The build command queries the Kubernetes API and fetches the specified Flux Kustomization.\n' +
    'It then uses the fetched in cluster flux kustomization to perform needed transformation on the local kustomization.yaml\n' +
    'pointed at by --path. The local kustomization.yaml is generated if it does not exist. Finally it builds the overlays and\n' +
    'writes the resulting multi-doc YAML to stdout. With --dry-run nothing is asked of the cluster.',
  example:
    'flux build kustomization my-app --path ./path/to/local/manifests\nflux build kustomization my-app --path ./path --kustomization-file ./my-app.yaml --dry-run',
  flags: flagSet,
  async run(context, { args, flags }) {
    const name = objectName(args, 'kustomization');
    const print = async (cluster: Cluster | undefined, namespace: string): Promise<void> => {
      const client = cluster?.client;
      const file = flags['kustomization-file'];
      const object = await readKustomization(context, { name, namespace, file, client });
      const built = await buildLocally(object, flags.path, {
        cwd: context.cwd,
        client,
        strictSubstitution: flags['strict-substitute'],
        recursive: flags.recursive,
        localSources: flags['local-sources'],
        ignorePaths: flags['ignore-paths'],
        onWarning: (warning) => context.log.warning(warning),
        signal: context.deadline,
      });
      for (const { objects } of built) {
        // Upstream ends every document with the mark, the last one, too.
        for (const one of objects) context.io.out(`${stringify(one)}---\n`);
      }
    };
    if (flags['dry-run']) {
      await print(undefined, context.globals.chosenNamespace ?? context.globals.systemNamespace);
    } else {
      await withCluster(context, (cluster) => print(cluster, cluster.namespace));
    }
  },
});

/** `flux build`. */
export const buildCommand: Command = {
  name: 'build',
  summary: 'Build a flux resource',
  description: 'The build command is used to build flux resources.',
  subcommands: [buildKustomization],
};
