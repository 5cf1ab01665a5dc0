import { printable } from '@fluxts/base';

/**
 * Progress as flux prints it: one line each on the standard error, begun by a mark that tells what
 * kind of line it is.
 */
export interface Log {
  /** `►` something is being done. */
  action(message: string): void;
  /** `✚` something is being made up. */
  generate(message: string): void;
  /** `◎` something is being waited for. */
  waiting(message: string): void;
  /** `✔` something came out well. */
  success(message: string): void;
  /** `✗` something failed. */
  failure(message: string): void;
  /** `⚠️` something should be known. */
  warning(message: string): void;
}

const marks = {
  action: { mark: '►', colour: '36' },
  generate: { mark: '✚', colour: '36' },
  waiting: { mark: '◎', colour: '36' },
  success: { mark: '✔', colour: '32' },
  failure: { mark: '✗', colour: '31' },
  warning: { mark: '⚠️', colour: '33' },
} as const;

/** Makes a log over a way to write text; marks are coloured on a terminal only. */
export function createLog(write: (text: string) => void, colour: boolean): Log {
  const line =
    (kind: keyof typeof marks) =>
    (message: string): void => {
      const { mark, colour: code } = marks[kind];
      write(`${colour ? `\u001b[${code}m${mark}\u001b[0m` : mark} ${printable(message)}\n`);
    };
  return {
    action: line('action'),
    generate: line('generate'),
    waiting: line('waiting'),
    success: line('success'),
    failure: line('failure'),
    warning: line('warning'),
  };
}
