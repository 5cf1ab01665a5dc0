import { spawn } from 'node:child_process';

/** A command to run for its output. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Whether it may read our standard input and write to our standard error. */
  readonly interactive: boolean;
}

/** How a command ended: with its output, or with what went wrong: an error code, or words that follow its name. */
export type CommandEnd =
  | { readonly output: string; readonly failure: undefined }
  | { readonly failure: string };

const maxOutputBytes = 1024 * 1024;
const quietTimeoutMs = 60_000;
/** Somebody must find a browser and a password. */
const interactiveTimeoutMs = 10 * 60_000;

/** Runs a command to its end. Bounded in time and output; never rejects. */
export async function runCommand(command: Command): Promise<CommandEnd> {
  const { file, args, env, interactive } = command;
  return await new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const ours = interactive ? 'inherit' : 'ignore';
    const child = spawn(file, [...args], { env, stdio: [ours, 'pipe', ours] });
    const kill = (failure: string): void => {
      child.kill('SIGKILL');
      end({ failure });
    };
    const timeoutMs = interactive ? interactiveTimeoutMs : quietTimeoutMs;
    const timer = setTimeout(() => kill(`took longer than ${timeoutMs} ms`), timeoutMs);
    const end = (result: CommandEnd): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutputBytes) kill(`printed more than ${maxOutputBytes} bytes`);
      else chunks.push(chunk);
    });
    child.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) =>
      end({ failure: code === 'ENOENT' ? code : `cannot be run: ${code}` }),
    );
    child.once('close', (code, signal) => {
      if (code === 0) {
        end({ output: Buffer.concat(chunks).toString('utf8'), failure: undefined });
      } else {
        end({ failure: `failed with ${code === null ? `signal ${signal}` : `exit code ${code}`}` });
      }
    });
  });
}
