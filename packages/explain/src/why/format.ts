import { oneLine, printable } from '@fluxts/base';
import type { Explanation, FindingState } from './explanation.ts';

const marks: Readonly<Record<FindingState, { readonly mark: string; readonly colour: string }>> = {
  ok: { mark: '✔', colour: '32' },
  problem: { mark: '✗', colour: '31' },
  waiting: { mark: '◎', colour: '33' },
  note: { mark: '·', colour: '90' },
  unseen: { mark: '?', colour: '90' },
};

/** The most findings shown, so that the answer stays on one screen. */
const maxFindings = 14;

/** Writes an answer for a terminal: the answer first, then the stations, then what to do. */
export function formatExplanation(
  explanation: Explanation,
  options: { readonly colour: boolean },
): string {
  const bold = (text: string): string => (options.colour ? `\u001b[1m${text}\u001b[0m` : text);
  const lines = [bold(capital(shownLine(explanation.headline))), ''];
  for (const finding of explanation.findings.slice(0, maxFindings)) {
    const { mark, colour } = marks[finding.state];
    const text = shownLine(finding.text);
    const shown = options.colour ? `\u001b[${colour}m${mark}\u001b[0m` : mark;
    lines.push(`${shown} ${finding.state === 'unseen' ? `could not look at the ${text}` : text}`);
  }
  const hidden = explanation.findings.length - maxFindings;
  if (hidden > 0) lines.push(`· and ${hidden} more`);
  if (explanation.next.length > 0) {
    lines.push('', 'Next:', ...explanation.next.map((step) => `  ${printable(step)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** Much of it was written by whoever wrote the objects. */
function shownLine(text: string): string {
  return printable(oneLine(text));
}

function capital(text: string): string {
  // A path or a name keeps its case.
  const word = /^[a-z]+(?= )/.exec(text)?.[0];
  return word === undefined ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
