import { memoryFileSystem } from '@fluxts/base';
import {
  build,
  type BuildOptions,
  type BuildResult,
  collect,
  type CollectOptions,
  KustomizeError,
  renderObjects,
} from '@fluxts/kustomize';

export type Files = Readonly<Record<string, string>>;
type Options = BuildOptions & CollectOptions & { readonly root?: string };

/** Builds a tree in memory. */
export async function result(files: Files, options: Options = {}): Promise<BuildResult> {
  const tree = await collect(options.root ?? '.', memoryFileSystem(files), options);
  return build(tree, options);
}

/** What a tree builds to, as text. */
export async function render(files: Files, options: Options = {}): Promise<string> {
  const { objects } = await result(files, options);
  return renderObjects(objects.map(({ object }) => object));
}

/** What a tree is refused with. */
export async function failure(files: Files, options: Options = {}): Promise<KustomizeError> {
  try {
    await result(files, options);
  } catch (error) {
    if (error instanceof KustomizeError) return error;
    throw error;
  }
  throw new Error('the build did not fail');
}

export const configMap = (name: string, data = '{a: "1"}'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;

export const deployment = (name = 'app'): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 1
  selector: {matchLabels: {run: ${name}}}
  template:
    metadata: {labels: {run: ${name}}}
    spec:
      serviceAccountName: robot
      containers:
      - name: main
        image: nginx:1.21
        envFrom: [{configMapRef: {name: cfg}}]
        env: [{name: A, value: a}]
`;
