import { type Command, command } from '../command/command.ts';
import { completionScript, type Shell } from '../completion/scripts.ts';

const shells: readonly { readonly name: Shell; readonly load: string }[] = [
  { name: 'bash', load: '. <(flux completion bash)' },
  { name: 'fish', load: 'flux completion fish > ~/.config/fish/completions/flux.fish' },
  { name: 'powershell', load: 'flux completion powershell | Out-String | Invoke-Expression' },
  { name: 'zsh', load: 'eval "$(flux completion zsh)"' },
];

/** `flux completion`. */
export const completionCommand: Command = {
  name: 'completion',
  summary: 'Generates completion scripts for various shells',
  description: 'The completion sub-command generates completion scripts for various shells.',
  subcommands: shells.map(({ name, load }) =>
    command({
      name,
      summary: `Generates ${name} completion scripts`,
      description: `The completion sub-command generates completion scripts for ${name}.`,
      example: `# load completion in the current session\n${load}`,
      flags: {},
      async run(context) {
        context.io.out(completionScript(name));
      },
    }),
  ),
};
