import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** A fenced block of a page of documentation. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page in `docs/`. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8');
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({
    language,
    text: body,
  }));
}

/** Makes a folder in which `flux` is the built command line and `kubectl` is the given one, for `PATH`. */
export function programs(directory: string, kubectl: string): string {
  mkdirSync(directory);
  const script = (name: string, line: string): void => {
    writeFileSync(join(directory, name), `#!/bin/sh\nexec ${line} "$@"\n`);
    chmodSync(join(directory, name), 0o755);
  };
  script('flux', `'${process.execPath}' '${join(root, 'packages/cli/bin/flux.js')}'`);
  script('kubectl', `'${kubectl}'`);
  return directory;
}

/** Runs a block in a shell that stops at the first failure. @returns everything it printed */
export function runBlock(
  text: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const shell = ['-e', '-o', 'pipefail', '-c', text];
    execFile('bash', shell, { ...options, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${text}\n${stdout}${stderr}`));
      else resolve(stdout + stderr);
    });
  });
}
