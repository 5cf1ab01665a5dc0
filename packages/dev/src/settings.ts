import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What a data folder remembers from run to run, so that URLs and credentials stay. */
export interface Settings {
  /** Port of the sample repository's server; 0 before the first run. */
  readonly gitPort: number;
  /** Password of the sample repository. */
  readonly gitPassword: string;
}

/** Reads the settings; fresh ones where there are none, or none that can be read. */
export function readSettings(file: string): Settings {
  const kept = readKept(file);
  return {
    gitPort: port(kept['gitPort']),
    gitPassword:
      typeof kept['gitPassword'] === 'string' && kept['gitPassword'].length >= 16
        ? kept['gitPassword']
        : randomBytes(18).toString('base64url'),
  };
}

/** Writes the settings whole, readable by this user alone. */
export function writeSettings(file: string, settings: Settings): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function readKept(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function port(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536
    ? value
    : 0;
}
