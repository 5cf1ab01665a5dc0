import { command } from '../command/command.ts';
import type { Command } from '../command/command.ts';
import { bool, choice } from '../command/flag.ts';
import { compatibleFluxVersion, fluxtsVersion } from '../version.ts';

/** `flux version`. */
export const versionCommand: Command = command({
  name: 'version',
  summary: 'Print the client and server-side components version information.',
  flags: {
    client: bool(false, 'print only client version'),
    output: choice(
      ['yaml', 'json'],
      'yaml',
      "the format in which the information should be printed. can be 'json' or 'yaml'",
      { short: 'o' },
    ),
  },
  async run(context, { flags }) {
    context.io.out(`flux: ${fluxtsVersion} ${compatibleFluxVersion} ${flags.output}\n`);
  },
});
