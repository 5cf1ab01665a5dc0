import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorMessage, isObject } from '@fluxts/base';
import { type KustomizationObject, normaliseKustomization } from '@fluxts/flux-api';
import type { KubeClient } from '@fluxts/kube-client';
import { parseAll } from '@fluxts/yaml';
import type { Context } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import { kustomization } from '../kinds/kustomization.ts';
import { readTarget } from '../reconcile/request.ts';
import { kustomizationIn } from './build-kustomization.ts';

/** Where the Kustomization that is built comes from. */
export interface KustomizationQuestion {
  readonly name: string;
  readonly namespace: string;
  /** A file that holds it; empty for the one in the cluster. */
  readonly file: string;
  /** Absent where nothing may be asked of a cluster. */
  readonly client: KubeClient | undefined;
}

/** Reads the Kustomization that is to be built. @throws CommandError, UsageError */
export async function readKustomization(
  context: Context,
  question: KustomizationQuestion,
): Promise<KustomizationObject> {
  const { name, namespace, file, client } = question;
  if (file !== '') return fromFile(context, name, namespace, file);
  if (client === undefined) {
    throw new UsageError(
      'InvalidArguments',
      'dry-run mode requires a kustomization file: add --kustomization-file',
    );
  }
  const object = await readTarget(client, { kind: kustomization, namespace, name });
  return normaliseKustomization(object).object;
}

function fromFile(
  context: Context,
  name: string,
  namespace: string,
  file: string,
): KustomizationObject {
  const path = resolve(context.cwd, file);
  let text: string;
  try {
    if (!statSync(path).isFile()) throw new Error('it is no file');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(
      'InvalidInput',
      `invalid kustomization file "${file}": ${errorMessage(error)}`,
      {
        cause: error,
      },
    );
  }
  const documents = parseAll(text, { file }).flatMap(({ value }) =>
    isObject(value) ? [value] : [],
  );
  return kustomizationIn(documents, name, namespace, file);
}
