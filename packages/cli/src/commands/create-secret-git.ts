import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { string } from '../command/flag.ts';
import { createFlags, objectName, parseLabels } from '../create/create-flags.ts';
import { gitCredentialFlags, readFlagFile, sshSecret } from '../create/git-credential-flags.ts';
import { gitSecretData, parseGitUrl, secretObject } from '../create/git-secret.ts';
import { exportDocument, upsert } from '../create/upsert.ts';
import { UsageError } from '../error.ts';

/** `flux create secret git`. */
export const createSecretGitCommand: Command = command({
  name: 'git',
  operands: '[name]',
  summary: 'Create or update a Kubernetes secret for Git authentication',
  description:
    'The create secret git command generates a Kubernetes secret with Git credentials.\n' +
    'For Git over SSH, the host and SSH keys are automatically generated and stored in the secret.\n' +
    'For Git over HTTP/S, the provided basic authentication credentials or bearer authentication token are stored in the secret.',
  example:
    'flux create secret git podinfo-auth \\\n  --url=https://github.com/stefanprodan/podinfo --username=username --password=password',
  flags: {
    ...createFlags,
    ...gitCredentialFlags,
    'ca-crt-file': string(
      '',
      'path to TLS CA certificate file used for validating self-signed certificates',
    ),
    'bearer-token': string('', 'bearer authentication token'),
  },
  async run(context, { args, flags }) {
    const name = objectName(args, 'secret');
    const url = parseGitUrl(flags.url);
    const labels = parseLabels(flags.label);
    const signal = context.deadline;
    const overSsh = url.protocol === 'ssh:';
    if (!overSsh && flags.username === '' && flags['bearer-token'] === '') {
      throw new UsageError(
        'InvalidArguments',
        'for Git over HTTP/S the username and password, or a bearer token is required',
      );
    }
    const data = gitSecretData({
      url,
      username: flags.username,
      password: flags.password,
      bearerToken: flags['bearer-token'],
      ca:
        flags['ca-crt-file'] === ''
          ? undefined
          : readFlagFile(context, 'ca-crt-file', flags['ca-crt-file']),
      ssh: overSsh ? await sshSecret(context, url, flags, signal) : undefined,
    });
    const secret = (namespace: string) => secretObject(name, namespace, data, labels);
    if (flags.export) {
      context.io.out(
        exportDocument(secret(context.globals.chosenNamespace ?? context.globals.systemNamespace)),
      );
      return;
    }
    await withCluster(context, async ({ client, namespace }) => {
      if (data['identity.pub'] !== undefined) {
        context.log.generate(`deploy key: ${data['identity.pub'].trim()}`);
      }
      await upsert(client, secret(namespace), signal);
      context.log.action(`git secret '${name}' created in '${namespace}' namespace`);
    });
  },
});
