import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What {@link findGarbage} takes. */
export interface GarbageRules {
  readonly directory: string;
  /** The file name of the current artifact, which always stays. */
  readonly current: string | undefined;
  readonly retentionMs: number;
  readonly retentionRecords: number;
  readonly now: number;
}

/** How many files of a directory are looked at in one pass. */
const maxFiles = 1000;

/**
 * The file names in an owner's directory that may go: those past the retention time, then the oldest
 * beyond the number to keep. Temporary files that a crash left count as the rest.
 */
export async function findGarbage(rules: GarbageRules): Promise<readonly string[]> {
  const names = (await readdir(rules.directory).catch(() => [])).slice(0, maxFiles);
  const found = await Promise.all(
    names.map(async (name) => {
      const status = await stat(join(rules.directory, name)).catch(() => undefined);
      return { name, time: status?.mtimeMs ?? 0 };
    }),
  );
  const others = found.filter((file) => file.name !== rules.current);
  const expired = others.filter((file) => rules.now - file.time > rules.retentionMs);
  const kept = others.filter((file) => !expired.includes(file)).sort((a, b) => b.time - a.time);
  const room = Math.max(0, rules.retentionRecords - (others.length < found.length ? 1 : 0));
  return [...expired, ...kept.slice(room)].map((file) => file.name);
}
