import {
  commitSubject,
  planFleet,
  repositoryUrl,
  tenantsFolder,
  tenantsSchema,
} from '@fluxts/tenants';
import { commitFiles, followRemote, pushBranch, writeFiles } from '../checkout/commit-files.ts';
import { gitRunner } from '../checkout/run-git.ts';
import { type Command, command } from '../command/command.ts';
import { bool, string } from '../command/flag.ts';
import { ExitError, UsageError } from '../error.ts';
import { formatTable } from '../output/table.ts';
import { committedFiles } from '../tenants/committed-files.ts';
import { diffLines } from '../tenants/diff-lines.ts';
import { hostCredentialFlags, writeProxyConfig } from '../tenants/host-credentials.ts';
import {
  confirmRemovals,
  type Fleet,
  readFleet,
  readTenants,
  tenantFlags,
  warnOfStrangers,
  writeFlags,
} from '../tenants/tenant-flags.ts';

const generate: Command = command({
  name: 'generate',
  summary: 'Write the files of the fleet repository that follow from the tenants file',
  description:
    'The tenants generate command writes one file per tenant, and the Kustomization that deploys them, into a checkout\n' +
    'of the fleet repository. The files of tenants that are gone are removed, after a question: the cluster deletes\n' +
    'their namespaces. With --proxy-config it also writes the configuration of git-auth-proxy.',
  example:
    'flux tenants generate --config tenants.yaml --path ../fleet-infra\nAZURE_DEVOPS_PAT=… flux tenants generate --proxy-config proxy.json',
  flags: { ...tenantFlags, ...writeFlags, ...hostCredentialFlags },
  async run(context, { args, flags }) {
    takesNothing(args, 'generate');
    const fleet = readFleet(context, readTenants(context, flags.config), flags);
    await confirmRemovals(context, fleet.plan, flags);
    await writeFiles(fleet.directory, changedFiles(fleet));
    warnOfStrangers(context, fleet.plan);
    for (const { action, path } of fleet.plan.changes) context.io.out(`${action} ${path}\n`);
    if (flags['proxy-config'] !== '' && writeProxyConfig(context, fleet.config, flags)) {
      context.log.success(
        `wrote ${flags['proxy-config']}; it holds credentials: keep it out of git`,
      );
    }
    context.log.success(
      fleet.plan.changes.length === 0
        ? 'nothing to change'
        : `${fleet.plan.changes.length} files changed in ${fleet.directory}`,
    );
  },
});

const diff: Command = command({
  name: 'diff',
  summary: 'Show what generate would change',
  description:
    'The tenants diff command compares what follows from the tenants file with a checkout of the fleet repository.\n' +
    'It changes nothing, and exits with 1 when something differs.',
  example: 'flux tenants diff --config tenants.yaml --path ../fleet-infra',
  flags: tenantFlags,
  async run(context, { args, flags }) {
    takesNothing(args, 'diff');
    const { plan } = readFleet(context, readTenants(context, flags.config), flags);
    warnOfStrangers(context, plan);
    for (const { path, before, after } of plan.changes) {
      context.io.out(diffLines(path, before, after));
    }
    for (const tenant of plan.removedTenants) {
      context.log.warning(`namespace ${tenant} would be deleted, with everything in it`);
    }
    if (plan.changes.length > 0) throw new ExitError(1);
  },
});

const push: Command = command({
  name: 'push',
  summary: 'Generate, commit and push',
  description:
    'The tenants push command brings a checkout of the fleet repository to its newest commit, generates, commits what has\n' +
    'changed with a message that names the tenants, and pushes it. When nothing has changed, nothing is committed.\n' +
    "Git's own configuration says who commits and how the repository is opened.",
  example: 'flux tenants push --config tenants.yaml --path ../fleet-infra --yes',
  flags: {
    ...tenantFlags,
    ...writeFlags,
    'commit-message-appendix': string('', "string to add to the commit message, e.g. '[ci skip]'"),
  },
  async run(context, { args, flags }) {
    takesNothing(args, 'push');
    const config = readTenants(context, flags.config);
    const { directory } = readFleet(context, config, flags);
    const git = gitRunner({ directory, env: context.env, signal: context.deadline });
    await followRemote(git, config.branch);
    const fleet = readFleet(context, config, flags);
    const plan = planFleet(config, fleet.files, await committedFiles(git, config));
    await confirmRemovals(context, plan, flags);
    await writeFiles(directory, changedFiles(fleet));
    warnOfStrangers(context, fleet.plan);
    const subject = commitSubject(config, plan);
    const appendix = flags['commit-message-appendix'];
    const commit = await commitFiles(
      git,
      plan.changes.map(({ path }) => path),
      appendix === '' ? subject : `${subject}\n\n${appendix}`,
    );
    if (commit !== undefined) context.log.success(`committed ${commit}: ${subject}`);
    if (await pushBranch(git, config.branch)) context.log.success(`pushed to ${config.branch}`);
    else context.log.success('nothing has changed');
  },
});

const list: Command = command({
  name: 'list',
  summary: 'List the tenants, and how far the fleet repository has them',
  description:
    'The tenants list command prints the tenants of the tenants file with their repositories, and whether the fleet\n' +
    'repository has them as they should be.',
  example: 'flux tenants list --config tenants.yaml --path ../fleet-infra',
  flags: { ...tenantFlags, 'no-header': bool(false, 'skip the header when printing the results') },
  async run(context, { args, flags }) {
    takesNothing(args, 'list');
    const { config, plan } = readFleet(context, readTenants(context, flags.config), flags);
    const stateOf = (tenant: string): string =>
      ({ create: 'missing', update: 'outdated', remove: 'to be removed' })[
        plan.changes.find((change) => change.tenant === tenant)?.action ?? 'create'
      ];
    const isChanged = (tenant: string): boolean =>
      plan.changes.some((change) => change.tenant === tenant);
    const rows = config.tenants.map((tenant) => [
      tenant.name,
      repositoryUrl(config, tenant),
      tenant.createCRDs ? 'True' : 'False',
      isChanged(tenant.name) ? stateOf(tenant.name) : 'up to date',
    ]);
    for (const name of plan.removedTenants) rows.push([name, '', '', stateOf(name)]);
    const headers = ['NAME', 'REPOSITORY', 'CRDS', tenantsFolder(config).toUpperCase()];
    context.io.out(formatTable({ headers, rows }, { header: !flags['no-header'] }));
  },
});

const schema: Command = command({
  name: 'schema',
  summary: 'Print the JSON schema of the tenants file',
  description:
    'The tenants schema command prints the JSON schema of the tenants file, for editors and pipelines.',
  example: 'flux tenants schema > tenants.schema.json',
  flags: {},
  async run(context, { args }) {
    takesNothing(args, 'schema');
    context.io.out(`${JSON.stringify(tenantsSchema, undefined, 2)}\n`);
  },
});

/** `flux tenants`. */
export const tenantsCommand: Command = {
  name: 'tenants',
  summary: 'Generate the tenants of a cluster from one file',
  description:
    'The tenants sub-commands keep the fleet repository of a platform team: one YAML file describes a cluster and its\n' +
    'tenants, and everything else follows from it.',
  subcommands: [generate, diff, push, list, schema],
};

function changedFiles({ plan }: Fleet): { path: string; content: string | undefined }[] {
  return plan.changes.map(({ path, after }) => ({ path, content: after }));
}

function takesNothing(args: readonly string[], name: string): void {
  if (args.length > 0) {
    throw new UsageError('InvalidArguments', `'flux tenants ${name}' takes no operands`);
  }
}
