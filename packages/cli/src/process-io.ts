import { CommandError } from './error.ts';
import type { Io } from './context.ts';

/** The streams of the process, as commands see them. */
export function processIo(streams: {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}): Io {
  const { stdin, stdout, stderr } = streams;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outIsTerminal: stdout.isTTY,
    errIsTerminal: stderr.isTTY,
    async readInput(maxBytes) {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of stdin) {
        const bytes = chunk as Buffer;
        length += bytes.length;
        if (length > maxBytes) {
          throw new CommandError(
            'InvalidInput',
            `the standard input is longer than ${maxBytes} bytes`,
          );
        }
        chunks.push(bytes);
      }
      return Buffer.concat(chunks).toString('utf8');
    },
    async confirm(question) {
      if (!stdin.isTTY) return false;
      const { createInterface } = await import('node:readline/promises');
      const prompt = createInterface({ input: stdin, output: stderr });
      try {
        return /^y(es)?$/i.test((await prompt.question(`? ${question} [y/N] `)).trim());
      } finally {
        prompt.close();
      }
    },
  };
}
