import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitCredentials, authorizationHeader } from '../credentials.ts';
import { GitError } from '../error.ts';
import { parseProxy } from '../http/connection.ts';
import type { RepositoryUrl } from '../url.ts';
import type { AllowedProtocols, ConfigEntry } from './environment.ts';

/** All that a git process needs to reach one repository, none of it in its arguments. */
export interface Access {
  readonly protocols: AllowedProtocols;
  readonly config: readonly ConfigEntry[];
  readonly extra: Readonly<Record<string, string>>;
  /** What must be taken out of messages. */
  readonly secrets: readonly string[];
  /** Removes the files that hold keys. */
  end(): Promise<void>;
}

/** What {@link prepareAccess} takes. */
export interface AccessOptions {
  readonly url: RepositoryUrl;
  readonly credentials: GitCredentials | undefined;
  /** Where a private directory for key files is made. */
  readonly tempDir: string;
  /** Proxy of the environment, where the credentials name none. */
  readonly proxyFor?: ((url: URL) => string | undefined) | undefined;
  readonly timeoutMs: number;
}

/**
 * Lays out credentials for a git process: headers and proxy by environment, keys and certificates in
 * files that only this user can read and that live as long as the process.
 * @throws GitError `CredentialsInvalid`
 */
export async function prepareAccess(options: AccessOptions): Promise<Access> {
  const directory = await mkdtemp(join(options.tempDir, 'access-'));
  const end = (): Promise<void> => rm(directory, { recursive: true, force: true });
  const put = async (name: string, content: string): Promise<string> => {
    const file = join(directory, name);
    await writeFile(file, content.endsWith('\n') ? content : `${content}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    return file;
  };
  try {
    const layout =
      options.url.scheme === 'ssh' ? await sshAccess(options, put) : await httpAccess(options, put);
    return { ...layout, end };
  } catch (error) {
    await end();
    throw error;
  }
}

type Put = (name: string, content: string) => Promise<string>;

async function httpAccess(options: AccessOptions, put: Put): Promise<Omit<Access, 'end'>> {
  const { url, credentials } = options;
  const config: ConfigEntry[] = [];
  const secrets: string[] = [];
  const origin = new URL(url.href).origin;
  const authorization = authorizationHeader(credentials);
  if (authorization !== undefined) {
    config.push([`http.${origin}/.extraHeader`, `Authorization: ${authorization}`]);
    secrets.push(authorization, credentials?.basic?.password ?? '', credentials?.bearerToken ?? '');
  }
  const { ca, cert, key } = credentials?.tls ?? {};
  if (ca !== undefined) config.push(['http.sslCAInfo', await put('ca.crt', ca)]);
  if (cert !== undefined) config.push(['http.sslCert', await put('tls.crt', cert)]);
  if (key !== undefined) config.push(['http.sslKey', await put('tls.key', key)]);
  const address = credentials?.proxy?.address ?? options.proxyFor?.(new URL(url.href));
  if (address === undefined) {
    config.push(['http.proxy', '']);
  } else {
    parseProxy(credentials?.proxy ?? { address });
    const proxy = new URL(address);
    if (credentials?.proxy?.username !== undefined)
      proxy.username = encodeURIComponent(credentials.proxy.username);
    if (credentials?.proxy?.password !== undefined)
      proxy.password = encodeURIComponent(credentials.proxy.password);
    config.push(['http.proxy', proxy.href], ['http.proxyAuthMethod', 'basic']);
    secrets.push(proxy.password, credentials?.proxy?.password ?? '');
  }
  return { protocols: url.scheme === 'https' ? 'https' : 'http', config, extra: {}, secrets };
}

async function sshAccess(options: AccessOptions, put: Put): Promise<Omit<Access, 'end'>> {
  const ssh = options.credentials?.ssh;
  if (ssh === undefined) {
    throw new GitError('CredentialsInvalid', "an SSH URL needs an 'identity' and 'known_hosts'", {
      retry: 'on-change',
    });
  }
  if (ssh.knownHosts.trim() === '') {
    throw new GitError(
      'CredentialsInvalid',
      "'known_hosts' is empty, so no host could be trusted",
      {
        retry: 'on-change',
      },
    );
  }
  const identity = await put('identity', ssh.identity.replaceAll('\r\n', '\n'));
  const knownHosts = await put('known_hosts', ssh.knownHosts);
  const seconds = Math.max(1, Math.min(30, Math.ceil(options.timeoutMs / 1000)));
  const settings = [
    `IdentityFile=${sshQuote(identity)}`,
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'PreferredAuthentications=publickey',
    'PasswordAuthentication=no',
    'KbdInteractiveAuthentication=no',
    'NumberOfPasswordPrompts=1',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${sshQuote(knownHosts)}`,
    'GlobalKnownHostsFile=/dev/null',
    'UpdateHostKeys=no',
    'ForwardAgent=no',
    'ForwardX11=no',
    'ClearAllForwardings=yes',
    'PermitLocalCommand=no',
    'ControlMaster=no',
    'ControlPath=none',
    'ProxyCommand=none',
    `ConnectTimeout=${seconds}`,
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
    `BatchMode=${ssh.passphrase === undefined ? 'yes' : 'no'}`,
  ];
  const command = [
    'ssh',
    '-F',
    '/dev/null',
    '-T',
    ...settings.flatMap((setting) => ['-o', setting]),
  ];
  const extra: Record<string, string> = {
    GIT_SSH_COMMAND: command.map(shellQuote).join(' '),
    GIT_SSH_VARIANT: 'ssh',
  };
  if (ssh.passphrase !== undefined) {
    // ssh asks a program for the passphrase; this one reads it from the environment.
    const askPass = await put('askpass', '#!/bin/sh\nprintf \'%s\\n\' "$FLUXTS_PASSPHRASE"\n');
    await chmod(askPass, 0o700);
    extra['SSH_ASKPASS'] = askPass;
    extra['SSH_ASKPASS_REQUIRE'] = 'force';
    extra['DISPLAY'] = 'none';
    extra['FLUXTS_PASSPHRASE'] = ssh.passphrase;
  }
  return { protocols: 'ssh', config: [], extra, secrets: [ssh.passphrase ?? ''] };
}

/** A path as ssh's settings take it: they part words at spaces and give `%` a meaning. */
function sshQuote(path: string): string {
  return `"${path.replaceAll('%', '%%').replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function shellQuote(word: string): string {
  return /^[A-Za-z0-9_/=.,:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
