import { run } from '../src/index.ts';

/** What a command line printed, and the exit code it came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, on no terminal, with nothing in the environment but what is given. */
export async function runFlux(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    readonly input?: string;
    readonly signal?: AbortSignal;
    readonly now?: () => Date;
  } = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await run({
    args,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    bundle: new URL('../dist/bundle/', import.meta.url),
    signal: options.signal ?? new AbortController().signal,
    ...(options.now === undefined ? {} : { now: options.now }),
    io: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      outIsTerminal: false,
      errIsTerminal: false,
      readInput: async () => options.input ?? '',
      confirm: async () => false,
    },
  });
  return { code, out, err };
}
