// `npm start`: sets everything up and runs the one-process system. Arguments go to `flux dev`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, requireNode, root } from './setup.mjs';

requireNode();
ensureDependencies();
ensureBuild();

const child = spawn(
  process.execPath,
  [join(root, 'packages/cli/bin/flux.js'), 'dev', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
// Ctrl-C reaches the child by itself, as it shares the terminal; a signal sent to this process alone is passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
