import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  explain,
  findKind,
  formatExplanation,
  gatherFacts,
  localGit,
  type Question,
} from '@fluxts/explain';
import type { KubeClient } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { createArtifactReader } from '../cluster/read-artifact.ts';
import { type Command, command } from '../command/command.ts';
import { choice } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { UsageError } from '../error.ts';

/** `flux why`. */
export const whyCommand: Command = command({
  name: 'why',
  operands: 'PATH_IN_REPO | KIND/NAME',
  summary: 'Tell why a change is, or is not, in the cluster',
  description:
    'The why command follows a file of a repository, or an object, on its way from the commit to the cluster,\n' +
    'says where it stopped and what to do about it. It looks at the Flux objects, at the clone in the current\n' +
    'folder if its remote is that of a source, and at the artifacts; what it cannot look at, it says.',
  example: 'flux why tenant/dev/ingress.yaml -n tenant1\nflux why deployment/app -n tenant1',
  flags: {
    output: choice(['json', 'text'], 'text', "the format of the answer. can be 'json' or 'text'", {
      short: 'o',
    }),
  },
  run: (context, { args, flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      const [subject, ...rest] = args;
      if (subject === undefined || rest.length > 0) {
        throw new UsageError(
          'InvalidArguments',
          "one path or object is needed: 'flux why tenant/dev/app.yaml', 'flux why deployment/app -n tenant1'",
        );
      }
      const signal = context.deadline;
      const question = await readQuestion(context, client, subject, namespace, signal);
      const reader = createArtifactReader(client, context.globals.systemNamespace, signal);
      try {
        const facts = await gatherFacts(question, {
          client,
          namespace,
          cwd: context.cwd,
          git: (directory) => localGit(directory, context.env, signal),
          readArtifact: (source) => reader.read(source),
          signal,
        });
        const explanation = explain(facts);
        context.io.out(
          flags.output === 'json'
            ? `${JSON.stringify(explanation, undefined, 2)}\n`
            : formatExplanation(explanation, { colour: context.io.outIsTerminal }),
        );
      } finally {
        await reader.close();
      }
    }),
});

/**
 * `kind/name` is an object when the server has such a kind and there is no such file here; everything
 * else is a path.
 */
async function readQuestion(
  context: Context,
  client: KubeClient,
  subject: string,
  namespace: string,
  signal: AbortSignal,
): Promise<Question> {
  const parts = /^([A-Za-z][A-Za-z0-9.-]*)\/([a-z0-9][a-z0-9.:-]*)$/.exec(subject);
  if (parts !== null && !existsSync(resolve(context.cwd, subject))) {
    const [, kind = '', name = ''] = parts;
    const resource = await findKind(client, { kind }, signal);
    if (resource !== undefined) {
      return {
        kind: 'object',
        object: {
          apiVersion: resource.apiVersion,
          kind: resource.kind,
          name,
          ...(resource.namespaced ? { namespace } : {}),
        },
      };
    }
  }
  return { kind: 'path', path: subject };
}
