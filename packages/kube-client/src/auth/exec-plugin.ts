import { join } from 'node:path';
import { getOwn, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { parseJson, stringifyJson } from '@fluxts/yaml';
import type { ClusterConfig, ExecAuth } from '../cluster-config.ts';
import { KubeClientError } from '../errors.ts';
import type { ClientCertificate } from '../transport/agent.ts';

/** What a plugin issued. */
export interface IssuedCredential {
  readonly token: string | undefined;
  readonly certificate: ClientCertificate | undefined;
  /** When it ends, in milliseconds since 1970; `undefined` if it lasts as long as the process. */
  readonly expiresAt: number | undefined;
}

/** Credentials are renewed this long before they end, so that none ends on its way. */
const earlyMs = 10_000;

/** What surrounds a plugin. */
export interface PluginSurroundings {
  readonly env: Readonly<Record<string, string>>;
  /** Whether there is a terminal that the plugin may use. */
  readonly interactive: boolean;
  readonly now: () => number;
}

/**
 * Runs an exec credential plugin when it must be, keeps what it issued until that expires, and runs it
 * once however many calls wait for it. Its output is never shown: it holds secrets.
 */
export class ExecPlugin {
  readonly #exec: ExecAuth;
  readonly #cluster: ClusterConfig;
  readonly #around: PluginSurroundings;
  #issued: IssuedCredential | undefined;
  #running: Promise<IssuedCredential> | undefined;

  constructor(exec: ExecAuth, cluster: ClusterConfig, around: PluginSurroundings) {
    this.#exec = exec;
    this.#cluster = cluster;
    this.#around = around;
  }

  /** The credential in force. @throws KubeClientError `ExecFailed` */
  async credential(): Promise<IssuedCredential> {
    const issued = this.#issued;
    const stillGood =
      issued !== undefined &&
      (issued.expiresAt === undefined || issued.expiresAt - earlyMs > this.#around.now());
    if (stillGood) return issued;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return await this.#running;
  }

  /** Forgets what was issued: the server does not take it. */
  expire(): void {
    this.#issued = undefined;
  }

  async #run(): Promise<IssuedCredential> {
    const output = await this.#execute();
    const issued = readCredential(output, this.#exec);
    this.#issued = issued;
    return issued;
  }

  async #execute(): Promise<string> {
    const { command, args, directory, interactiveMode } = this.#exec;
    const interactive = this.#around.interactive && interactiveMode !== 'Never';
    if (interactiveMode === 'Always' && !interactive) {
      throw new KubeClientError(
        'ExecFailed',
        `the credential plugin ${command} must ask questions, and there is no terminal to ask them on`,
        { retry: 'on-change' },
      );
    }
    // As in kubectl: a path with a slash counts from the kubeconfig's folder, a bare name from PATH.
    const relative = command.includes('/') && !command.startsWith('/');
    const { runCommand } = await import('./run-command.ts');
    const ended = await runCommand({
      file: relative && directory !== undefined ? join(directory, command) : command,
      args,
      env: {
        ...this.#around.env,
        ...this.#exec.env,
        KUBERNETES_EXEC_INFO: stringifyJson(execInfo(this.#exec, this.#cluster, interactive)),
      },
      interactive,
    });
    if (ended.failure !== undefined) throw execFailure(this.#exec, ended.failure);
    return ended.output;
  }
}

function execInfo(exec: ExecAuth, cluster: ClusterConfig, interactive: boolean): JsonObject {
  const spec: JsonObject = { interactive };
  if (exec.provideClusterInfo) {
    const info: JsonObject = { server: cluster.server };
    if (cluster.tlsServerName !== undefined) info['tls-server-name'] = cluster.tlsServerName;
    if (cluster.insecureSkipTlsVerify === true) info['insecure-skip-tls-verify'] = true;
    if (cluster.caData !== undefined) {
      info['certificate-authority-data'] = Buffer.from(cluster.caData).toString('base64');
    }
    if (cluster.proxyUrl !== undefined) info['proxy-url'] = cluster.proxyUrl;
    if (exec.clusterConfig !== undefined) info['config'] = exec.clusterConfig;
    spec['cluster'] = info;
  }
  return { apiVersion: exec.apiVersion, kind: 'ExecCredential', spec };
}

/** Neither the arguments nor the output go into the message: they may hold secrets. */
function execFailure(exec: ExecAuth, failure: string): KubeClientError {
  const hint = exec.installHint === undefined ? '' : `\n\n${exec.installHint}`;
  return failure === 'ENOENT'
    ? new KubeClientError(
        'ExecFailed',
        `the credential plugin ${exec.command} is not installed${hint}`,
        { retry: 'on-change' },
      )
    : new KubeClientError('ExecFailed', `the credential plugin ${exec.command} ${failure}`);
}

function readCredential(output: string, exec: ExecAuth): IssuedCredential {
  const bad = (why: string): KubeClientError =>
    new KubeClientError('ExecFailed', `the credential plugin ${exec.command} ${why}`);
  let value: Json;
  try {
    value = parseJson(output);
  } catch {
    throw bad('did not print JSON');
  }
  if (!isObject(value) || getOwn(value, 'kind') !== 'ExecCredential') {
    throw bad('did not print an ExecCredential');
  }
  if (getOwn(value, 'apiVersion') !== exec.apiVersion) {
    throw bad(`printed another apiVersion than the ${exec.apiVersion} asked for`);
  }
  const token = getString(value, 'status', 'token');
  const certificate = getString(value, 'status', 'clientCertificateData');
  const key = getString(value, 'status', 'clientKeyData');
  if ((certificate === undefined) !== (key === undefined)) {
    throw bad('printed a certificate without its key, or a key without its certificate');
  }
  if (token === undefined && certificate === undefined) {
    throw bad('printed neither a token nor a certificate');
  }
  const expiry = getString(value, 'status', 'expirationTimestamp');
  const expiresAt = expiry === undefined ? undefined : Date.parse(expiry);
  if (expiresAt !== undefined && Number.isNaN(expiresAt)) throw bad('printed a bad expiry time');
  return {
    token,
    certificate: certificate === undefined || key === undefined ? undefined : { certificate, key },
    expiresAt,
  };
}
