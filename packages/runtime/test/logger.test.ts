import { expect, test } from 'vitest';
import { createLogger, maskText } from '../src/index.ts';
import { FakeClock } from '../src/testing/index.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void, level?: 'debug'): string[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ destination, clock: new FakeClock(), level }));
  return lines;
}

test('writes lines as Flux does', () => {
  const [info, error] = logged((log) => {
    const about = log.with({
      controller: 'kustomization',
      controllerGroup: 'kustomize.toolkit.fluxcd.io',
      controllerKind: 'Kustomization',
      Kustomization: { name: 'app', namespace: 'team' },
      namespace: 'team',
      name: 'app',
    });
    about.info('Reconciliation finished', { revision: 'main@sha1:abc' });
    about.error('Reconciler error', new Error('boom'));
  });
  expect(info).toBe(
    '{"level":"info","ts":"2026-01-01T00:00:00.000Z","controller":"kustomization",' +
      '"controllerGroup":"kustomize.toolkit.fluxcd.io","controllerKind":"Kustomization",' +
      '"Kustomization":{"name":"app","namespace":"team"},"namespace":"team","name":"app",' +
      '"revision":"main@sha1:abc","msg":"Reconciliation finished"}\n',
  );
  expect(JSON.parse(error ?? '')).toMatchObject({
    level: 'error',
    msg: 'Reconciler error',
    error: 'boom',
  });
});

test('writes debug lines only when asked to', () => {
  expect(logged((log) => log.debug('x'))).toEqual([]);
  expect(logged((log) => log.debug('x'), 'debug')).toHaveLength(1);
});

test('masks what is secret, however deep', () => {
  const [line] = logged((log) =>
    log.info('fetching https://user:hunter2@git.example/x', {
      password: 'hunter2',
      request: { headers: { Authorization: 'Bearer hunter2hunter2' } },
      secret: { kind: 'Secret', data: { key: 'hunter2' }, stringData: { key: 'hunter2' } },
      'client-key': 'fine',
      url: 'https://oauth2:hunter2@example.com',
      accessToken: 'hunter2',
      note: 'sent Authorization: Basic aHVudGVyMg==',
      error: new Error('GET https://hunter2@x failed'),
      bytes: Buffer.from('hunter2'),
    }),
  );
  expect(line).not.toMatch(/hunter2|aHVudGVyMg/);
  expect(line).toContain('fetching https://*****@git.example/x');
});

test('masks all of what stands before the host of a URL', () => {
  expect(maskText('https://user:hun@ter@2@host/x')).toBe('https://*****@host/x');
  expect(maskText(`at https://oauth2:${'hunter2'.repeat(500)}@host/x`)).toBe(
    'at https://*****@host/x',
  );
  expect(maskText('"https://host","mail":"a@b"')).toBe('"https://host","mail":"a@b"');
  expect(maskText('https://host?mail=a@b')).toBe('https://host?mail=a@b');
});

test('keeps what only sounds secret', () => {
  const [line] = logged((log) =>
    log.info('x', { secretRef: { name: 'auth' }, tokens: 3, url: 'https://example.com/a@b' }),
  );
  expect(JSON.parse(line ?? '')).toMatchObject({
    secretRef: { name: 'auth' },
    tokens: 3,
    url: 'https://example.com/a@b',
  });
});

test('is bounded, in depth, in length and in time', () => {
  const endless: Record<string, unknown> = { big: 1n };
  endless['self'] = endless;
  const [line] = logged((log) => log.info('x', { endless }));
  expect(line).toContain('…');
  const begun = performance.now();
  expect(maskText('a://'.repeat(200_000)).length).toBeLessThan(40_000);
  expect(performance.now() - begun).toBeLessThan(1000);
});
