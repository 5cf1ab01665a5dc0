import { describe, expect, it } from 'vitest';
import { formatAge } from '../src/output/age.ts';
import { createLog } from '../src/output/log.ts';
import { formatTable } from '../src/output/table.ts';
import { parseStatusSelector } from '../src/get/status-selector.ts';
import { shortenHashes } from '../src/kinds/columns.ts';
import { formatLogLine } from '../src/logs/log-line.ts';
import { splitLines } from '../src/logs/split-lines.ts';
import { imageTag } from '../src/install/installed.ts';

describe('tables', () => {
  it('are padded, parted by tabs, with a tab after each row and a space after the header', () => {
    const table = {
      headers: ['NAME', 'READY'],
      rows: [
        ['podinfo', 'True'],
        ['x', 'Unknown'],
      ],
    };
    expect(formatTable(table, { header: true })).toBe(
      'NAME   \tREADY   \npodinfo\tTrue   \t\nx      \tUnknown\t\n',
    );
    expect(formatTable(table, { header: false })).toBe('podinfo\tTrue   \t\nx      \tUnknown\t\n');
  });

  it('show hashes by their first eight digits', () => {
    const hash = '9baa401630894b78ecc5fa5ebdf72c978583dea8';
    expect(shortenHashes(`Applied revision: main@sha1:${hash}`)).toBe(
      'Applied revision: main@sha1:9baa4016',
    );
    expect(shortenHashes('deadbeef')).toBe('deadbeef');
  });
});

describe('progress', () => {
  it('begins with marks, coloured only where asked for', () => {
    const lines: string[] = [];
    const plain = createLog((text) => lines.push(text), false);
    plain.action('a');
    plain.warning('b');
    createLog((text) => lines.push(text), true).success('c');
    expect(lines).toEqual(['► a\n', '⚠️ b\n', '\u001b[32m✔\u001b[0m c\n']);
  });
});

describe('--status-selector', () => {
  const object = (status?: string) => ({
    apiVersion: 'v1',
    kind: 'X',
    metadata: { name: 'x' },
    status: { conditions: status === undefined ? [] : [{ type: 'Ready', status }] },
  });

  it('compares in any case; no condition counts as false', () => {
    expect(parseStatusSelector('')).toBeUndefined();
    expect(parseStatusSelector('ready=false')?.(object('False'))).toBe(true);
    expect(parseStatusSelector('Ready!=TRUE')?.(object('Unknown'))).toBe(true);
    expect(parseStatusSelector('ready=true')?.(object('Unknown'))).toBe(false);
    expect(parseStatusSelector('ready=false')?.(object())).toBe(true);
    expect(() => parseStatusSelector('ready')).toThrow('type=status or type!=status format');
  });
});

describe('ages', () => {
  it('are as short as those of kubectl', () => {
    const now = new Date('2026-01-10T00:00:00Z');
    const age = (seconds: number) =>
      formatAge(new Date(now.getTime() - seconds * 1000).toISOString(), now);
    expect([5, 119, 200, 540, 3600, 11_000, 100_000, 200_000, 1_000_000].map(age)).toEqual([
      '5s',
      '119s',
      '3m20s',
      '9m',
      '60m',
      '3h3m',
      '27h',
      '2d7h',
      '11d',
    ]);
    expect(formatAge('', now)).toBe('<unknown>');
  });
});

describe('logs', () => {
  const line = JSON.stringify({
    level: 'error',
    ts: '2022-08-02T12:56:34.961Z',
    msg: 'failed',
    controllerKind: 'Kustomization',
    name: 'app',
    namespace: 'team',
    error: 'no path',
  });
  const all = { level: '', kind: '', name: '', namespace: '' };

  it('are printed as upstream prints them, and filtered', () => {
    expect(formatLogLine(line, all)).toBe(
      '2022-08-02T12:56:34.961Z error Kustomization/app.team - failed no path\n',
    );
    expect(formatLogLine(line, { ...all, level: 'ERROR', kind: 'kustomization' })).toBeDefined();
    expect(formatLogLine(line, { ...all, namespace: 'other' })).toBeUndefined();
    expect(formatLogLine('no json', all)).toBeUndefined();
    expect(formatLogLine('{"broken', all)).toBeUndefined();
  });

  it('are cut into lines wherever the pieces end', async () => {
    async function* pieces() {
      for (const piece of ['one\ntw', 'o\n', 'three']) yield new TextEncoder().encode(piece);
    }
    const lines: string[] = [];
    for await (const one of splitLines(pieces())) lines.push(one);
    expect(lines).toEqual(['one', 'two', 'three']);
  });
});

describe('image tags', () => {
  it('are told from ports and digests', () => {
    expect(imageTag('localhost:5000/flux/fluxts:v1')).toBe('v1');
    expect(imageTag('localhost:5000/flux/fluxts')).toBe('latest');
    expect(imageTag('ghcr.io/x/y@sha256:abc')).toBe('sha256:abc');
  });
});
