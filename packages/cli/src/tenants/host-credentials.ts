import { readFileSync, writeFileSync, renameSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { proxyConfig, type ProxyCredentials, type TenantsConfig } from '@fluxts/tenants';
import { type Flag, string } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';

/** The flags that say where the real credentials of the git host are read from. Never the credentials themselves. */
export type HostCredentialFlags = {
  readonly 'proxy-config': Flag<string>;
  readonly 'pat-file': Flag<string>;
  readonly 'github-app-private-key-file': Flag<string>;
};

/** The flags that say where the real credentials of the git host are read from. */
export const hostCredentialFlags: HostCredentialFlags = {
  'proxy-config': string(
    '',
    "file to write git-auth-proxy's configuration to, readable by this user alone; it holds credentials",
  ),
  'pat-file': string('', 'file with the Azure DevOps PAT; AZURE_DEVOPS_PAT when empty'),
  'github-app-private-key-file': string(
    '',
    "file with the GitHub App's private key; GITHUB_APP_PRIVATE_KEY when empty. GITHUB_APP_ID and GITHUB_APP_INSTALLATION_ID are needed too",
  ),
};

/** The values of {@link hostCredentialFlags}. */
export interface HostCredentialValues {
  readonly 'proxy-config': string;
  readonly 'pat-file': string;
  readonly 'github-app-private-key-file': string;
}

/**
 * Writes the proxy's configuration where `--proxy-config` asks for it, with mode 0600.
 * @returns whether the file is new or has changed
 * @throws CommandError `InvalidInput` when the credentials are missing
 */
export function writeProxyConfig(
  context: Context,
  config: TenantsConfig,
  flags: HostCredentialValues,
): boolean {
  const path = resolve(context.cwd, flags['proxy-config']);
  const text = `${JSON.stringify(proxyConfig(config, readCredentials(context, config, flags)), undefined, 2)}\n`;
  if (readIfThere(path) === text) return false;
  // Made beside it and moved over it: the mode of a file that is there already would stay as it is.
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
  return true;
}

function readCredentials(
  context: Context,
  { provider }: TenantsConfig,
  flags: HostCredentialValues,
): ProxyCredentials {
  if (provider === 'azuredevops') {
    return {
      provider,
      pat: readSecret(context, 'AZURE_DEVOPS_PAT', 'pat-file', flags['pat-file']).trim(),
    };
  }
  return {
    provider,
    appId: readNumber(context, 'GITHUB_APP_ID'),
    installationId: readNumber(context, 'GITHUB_APP_INSTALLATION_ID'),
    privateKey: readSecret(
      context,
      'GITHUB_APP_PRIVATE_KEY',
      'github-app-private-key-file',
      flags['github-app-private-key-file'],
    ),
  };
}

function readSecret(context: Context, variable: string, flag: string, file: string): string {
  if (file !== '') {
    try {
      return readFileSync(resolve(context.cwd, file), 'utf8');
    } catch (error) {
      throw new CommandError('InvalidInput', `unable to read --${flag}: ${errorMessage(error)}`, {
        cause: error,
      });
    }
  }
  const value = context.env[variable];
  if (value === undefined || value === '') {
    throw new CommandError(
      'InvalidInput',
      `--proxy-config needs the credentials of the git host: set ${variable}, or name a file with --${flag}`,
    );
  }
  return value;
}

function readNumber(context: Context, variable: string): number {
  const value = context.env[variable] ?? '';
  if (!/^[1-9][0-9]{0,14}$/.test(value)) {
    throw new CommandError(
      'InvalidInput',
      `--proxy-config for GitHub needs ${variable}, a whole number`,
    );
  }
  return Number(value);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
