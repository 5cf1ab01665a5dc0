import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from '@fluxts/yaml';
import type { ClientConfig } from './api-server.ts';

const context = 'fluxts';

/** A kubeconfig with one context for one client. */
export function formatKubeconfig(config: ClientConfig): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: context,
        cluster: {
          server: config.server,
          'certificate-authority-data': base64(config.certificateAuthority),
        },
      },
    ],
    users: [
      {
        name: context,
        user: {
          'client-certificate-data': base64(config.clientCertificate),
          'client-key-data': base64(config.clientKey),
        },
      },
    ],
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    'current-context': context,
  });
}

/** Writes a kubeconfig that only its owner can read, whole or not at all. */
export function writeKubeconfig(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
