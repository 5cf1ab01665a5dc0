import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from 'fluxts';
import { helm } from '../support/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'fluxts-render-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = {
  'kustomization.yaml': `helmCharts:
- name: hello
  releaseName: greeting
  namespace: apps
  valuesInline: {text: hi}
commonAnnotations: {made: here}
`,
  'charts/hello/Chart.yaml': 'apiVersion: v2\nname: hello\nversion: 1.0.0\n',
  'charts/hello/values.yaml': 'text: hello\n',
  'charts/hello/templates/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}"}
data: {text: "{{ .Values.text }}"}
`,
};
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function render(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run({
    args: ['render', 'kustomize', ...args, folder],
    env,
    cwd: folder,
    bundle: new URL('./', import.meta.url),
    signal: new AbortController().signal,
    io: {
      out: (text) => (out += text),
      err: (text) => (err += text),
      outIsTerminal: false,
      errIsTerminal: false,
      readInput: async () => '',
      confirm: async () => false,
    },
  });
  return { code, out, err };
}

const program = helm();

test.skipIf(program.found === undefined)(
  'charts are rendered by the helm program where that is allowed',
  async () => {
    const { code, out, err } = await render(
      ['--enable-helm', '--helm-command', program.found ?? ''],
      {
        HOME: folder,
      },
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toBe(`apiVersion: v1
data:
  text: hi
kind: ConfigMap
metadata:
  annotations:
    made: here
  name: greeting
`);
  },
);

test('charts are refused unless asked for', async () => {
  const { code, err } = await render([]);
  expect(code).toBe(1);
  expect(err).toContain('must specify --enable-helm');
});

test('a helm that is not there is named', async () => {
  const { code, err } = await render(['--enable-helm', '--helm-command', join(folder, 'no-helm')]);
  expect(code).toBe(1);
  expect(err).toContain('was not found; install Helm or name it with --helm-command');
});
