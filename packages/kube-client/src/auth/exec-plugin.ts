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

const maxOutputBytes = 1024 * 1024;
const timeoutMs = 60_000;
/** Credentials are renewed this long before they end, so that none ends on its way. */
const earlyMs = 10_000;

/**
 * Runs an exec credential plugin when it must be, keeps what it issued until that expires, and runs it
 * once however many calls wait for it. Its output is never shown: it holds secrets.
 */
export class ExecPlugin {
  readonly #exec: ExecAuth;
  readonly #cluster: ClusterConfig;
  readonly #env: Readonly<Record<string, string>>;
  readonly #now: () => number;
  #issued: IssuedCredential | undefined;
  #running: Promise<IssuedCredential> | undefined;

  constructor(
    exec: ExecAuth,
    cluster: ClusterConfig,
    env: Readonly<Record<string, string>>,
    now: () => number,
  ) {
    this.#exec = exec;
    this.#cluster = cluster;
    this.#env = env;
    this.#now = now;
  }

  /** The credential in force. @throws KubeClientError `ExecFailed` */
  async credential(_signal?: AbortSignal): Promise<IssuedCredential> {
    const issued = this.#issued;
    const stillGood =
      issued !== undefined &&
      (issued.expiresAt === undefined || issued.expiresAt - earlyMs > this.#now());
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
    const { execFile } = await import('node:child_process');
    const { command, args, directory } = this.#exec;
    // As in kubectl: a path with a slash counts from the kubeconfig's folder, a bare name from PATH.
    const relative = command.includes('/') && !command.startsWith('/');
    const file = relative && directory !== undefined ? join(directory, command) : command;
    const env = {
      ...this.#env,
      ...this.#exec.env,
      KUBERNETES_EXEC_INFO: stringifyJson(execInfo(this.#exec, this.#cluster)),
    };
    return await new Promise((resolve, reject) => {
      const child = execFile(
        file,
        [...args],
        { env, timeout: timeoutMs, maxBuffer: maxOutputBytes, encoding: 'utf8' },
        (error, stdout) => {
          if (error === null) resolve(stdout);
          else reject(execFailure(this.#exec, error));
        },
      );
      child.stdin?.end();
    });
  }
}

function execInfo(exec: ExecAuth, cluster: ClusterConfig): JsonObject {
  const spec: JsonObject = { interactive: false };
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

function execFailure(
  exec: ExecAuth,
  error: Error & { readonly code?: string | number | null; readonly killed?: boolean },
): KubeClientError {
  const name = exec.command;
  if (error.code === 'ENOENT') {
    const hint = exec.installHint === undefined ? '' : `\n\n${exec.installHint}`;
    return new KubeClientError(
      'ExecFailed',
      `the credential plugin ${name} is not installed${hint}`,
      { retry: 'on-change' },
    );
  }
  const why =
    error.killed === true
      ? `took longer than ${timeoutMs} ms`
      : `failed with ${String(error.code)}`;
  // Neither the arguments nor the output go into the message, nor the error that holds them as a cause.
  return new KubeClientError('ExecFailed', `the credential plugin ${name} ${why}`);
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
