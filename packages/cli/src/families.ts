import type { LazyCommand } from './command/command.ts';

/**
 * The command families, each in a chunk of its own that is loaded only when one of its commands runs.
 * A new family is a file in `commands/` that exports a `Command`, and one entry here.
 */
export const families: readonly LazyCommand[] = [
  {
    name: 'apiserver',
    summary: 'Run the embedded Kubernetes API server',
    load: async () => (await import('./commands/apiserver.ts')).apiserverCommand,
  },
  {
    name: 'bootstrap',
    summary: 'Deploy Flux on a cluster the GitOps way.',
    load: async () => (await import('./commands/bootstrap.ts')).bootstrapCommand,
  },
  {
    name: 'build',
    summary: 'Build a flux resource',
    load: async () => (await import('./commands/build.ts')).buildCommand,
  },
  {
    name: 'check',
    summary: 'Check requirements and installation',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  {
    name: 'completion',
    summary: 'Generates completion scripts for various shells',
    load: async () => (await import('./commands/completion.ts')).completionCommand,
  },
  {
    name: 'controller',
    summary: 'Run the controllers against a cluster, as their Deployments do',
    load: async () => (await import('./commands/controller.ts')).controllerCommand,
  },
  {
    name: 'create',
    summary: 'Create or update sources and resources',
    load: async () => (await import('./commands/create.ts')).createCommand,
  },
  {
    name: 'debug',
    summary: 'Debug a flux resource',
    load: async () => (await import('./commands/debug.ts')).debugCommand,
  },
  {
    name: 'delete',
    summary: 'Delete sources and resources',
    load: async () => (await import('./commands/delete.ts')).deleteCommand,
  },
  {
    name: 'dev',
    summary: 'Run an embedded Kubernetes API server with all controllers and a sample repository',
    load: async () => (await import('./commands/dev.ts')).devCommand,
  },
  {
    name: 'diff',
    summary: 'Diff a flux resource',
    load: async () => (await import('./commands/diff.ts')).diffCommand,
  },
  {
    name: 'envsubst',
    summary: 'envsubst substitutes the values of environment variables',
    load: async () => (await import('./commands/envsubst.ts')).envsubstCommand,
  },
  {
    name: 'events',
    summary: 'Display Kubernetes events for Flux resources',
    load: async () => (await import('./commands/events.ts')).eventsCommand,
  },
  {
    name: 'export',
    summary: 'Export resources in YAML format',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  {
    name: 'get',
    summary: 'Get the resources and their status',
    load: async () => (await import('./commands/get.ts')).getCommand,
  },
  {
    name: 'git-auth-proxy',
    summary: 'Run the proxy that keeps the credentials of the git host from tenants',
    load: async () => (await import('./commands/git-auth-proxy.ts')).gitAuthProxyCommand,
  },
  {
    name: 'install',
    summary: 'Install or upgrade Flux',
    load: async () => (await import('./commands/install.ts')).installCommand,
  },
  {
    name: 'logs',
    summary: 'Display formatted logs for Flux components',
    load: async () => (await import('./commands/logs.ts')).logsCommand,
  },
  {
    name: 'reconcile',
    summary: 'Reconcile sources and resources',
    load: async () => (await import('./commands/reconcile.ts')).reconcileCommand,
  },
  {
    name: 'render',
    summary: 'Render manifests from local files',
    load: async () => (await import('./commands/render.ts')).renderCommand,
  },
  {
    name: 'resume',
    summary: 'Resume suspended resources',
    load: async () => (await import('./commands/resume.ts')).resumeCommand,
  },
  {
    name: 'stats',
    summary: 'Stats of Flux reconciles',
    load: async () => (await import('./commands/stats.ts')).statsCommand,
  },
  {
    name: 'suspend',
    summary: 'Suspend resources',
    load: async () => (await import('./commands/suspend.ts')).suspendCommand,
  },
  {
    name: 'tenants',
    summary: 'Generate the tenants of a cluster from one file',
    load: async () => (await import('./commands/tenants.ts')).tenantsCommand,
  },
  {
    name: 'trace',
    summary: 'Trace in-cluster objects throughout the GitOps delivery pipeline',
    load: async () => (await import('./commands/trace.ts')).traceCommand,
  },
  {
    name: 'tree',
    summary: 'Print the resources reconciled by Flux',
    load: async () => (await import('./commands/tree.ts')).treeCommand,
  },
  {
    name: 'uninstall',
    summary: 'Uninstall Flux and its custom resource definitions',
    load: async () => (await import('./commands/uninstall.ts')).uninstallCommand,
  },
  {
    name: 'version',
    summary: 'Print the client and server-side components version information.',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
  {
    name: 'why',
    summary: 'Tell why a change is, or is not, in the cluster',
    load: async () => (await import('./commands/why.ts')).whyCommand,
  },
];
