import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** A file that grows by whole lines. */
export interface LogFile {
  write(line: string): void;
  close(): void;
}

/** A log that has grown beyond this when the system starts is put aside; one older one is kept. */
const maxBytes = 16 * 1024 * 1024;

/** Opens a log file to append to, readable by this user alone. */
export function openLogFile(path: string): LogFile {
  let file = openSync(path, 'a', 0o600);
  if (fstatSync(file).size > maxBytes) {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, 'a', 0o600);
  }
  let open = true;
  return {
    write(line) {
      if (open) writeSync(file, line);
    },
    close() {
      if (!open) return;
      open = false;
      closeSync(file);
    },
  };
}
