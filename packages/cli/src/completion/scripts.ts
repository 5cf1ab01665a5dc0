/** The shells that a script is written for. */
export type Shell = 'bash' | 'fish' | 'powershell' | 'zsh';

/**
 * A script that has the shell ask `flux __complete` for candidates, one a line. The words typed so far
 * are handed over as arguments, the one under the cursor last, even when it is empty.
 */
export function completionScript(shell: Shell): string {
  return scripts[shell];
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for flux
__flux_complete() {
  local IFS=$'\\n'
  COMPREPLY=($(flux __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F __flux_complete flux
`,
  zsh: `#compdef flux
_flux() {
  local -a candidates
  candidates=("\${(@f)$(flux __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- \${candidates:#}
}
compdef _flux flux
`,
  fish: `# fish completion for flux
function __flux_complete
  set -l words (commandline -opc) (commandline -ct)
  flux __complete $words[2..-1] 2>/dev/null
end
complete -c flux -f -a '(__flux_complete)'
`,
  powershell: `# powershell completion for flux
Register-ArgumentCompleter -Native -CommandName flux -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($word -eq '') { $words += '""' }
  flux __complete @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
};
