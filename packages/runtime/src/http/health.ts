import { errorMessage } from '@fluxts/base';
import type { Respond } from './listen.ts';

/** A check that throws, or rejects, with what is wrong. */
export type Check = () => void | Promise<void>;

/** The checks behind `/healthz` and `/readyz`, each also reachable by its own path below. */
export class HealthChecks {
  readonly #live = new Map<string, Check>([['ping', () => undefined]]);
  readonly #ready = new Map<string, Check>([['ping', () => undefined]]);

  /** Adds a check to `/readyz`, and with `live` to `/healthz`. */
  add(name: string, check: Check, live: boolean): void {
    this.#ready.set(name, check);
    if (live) this.#live.set(name, check);
  }

  /** Answers as controller-runtime does: `ok`, or the list of checks and which one failed. */
  readonly respond: Respond = async (path, query) => {
    const [, root, name] = path.split('/');
    const checks = root === 'healthz' ? this.#live : root === 'readyz' ? this.#ready : undefined;
    if (checks === undefined) return undefined;
    const chosen = name === undefined || name === '' ? checks : only(checks, name);
    if (chosen === undefined) return undefined;
    return await run(root ?? '', chosen, query.has('verbose'));
  };
}

function only(checks: ReadonlyMap<string, Check>, name: string): Map<string, Check> | undefined {
  const check = checks.get(name);
  return check === undefined ? undefined : new Map([[name, check]]);
}

async function run(
  root: string,
  checks: ReadonlyMap<string, Check>,
  verbose: boolean,
): Promise<{ status: number; type: string; body: string }> {
  const lines: string[] = [];
  let failed = false;
  for (const [name, check] of checks) {
    try {
      await check();
      lines.push(`[+]${name} ok`);
    } catch (error) {
      failed = true;
      lines.push(`[-]${name} failed: ${errorMessage(error)}`);
    }
  }
  const verdict = `${root} check ${failed ? 'failed' : 'passed'}`;
  const body = failed || verbose ? `${[...lines, verdict].join('\n')}\n` : 'ok';
  return { status: failed ? 500 : 200, type: 'text/plain; charset=utf-8', body };
}
