// Runs publint over every package: what its manifest promises must be in its files.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './setup.mjs';

let failed = false;
for (const name of readdirSync(join(root, 'packages'), { withFileTypes: true })) {
  if (!name.isDirectory()) continue;
  const { messages, pkg } = await publint({
    pkgDir: join(root, 'packages', name.name),
    level: 'warning',
    strict: true,
    pack: false,
  });
  for (const message of messages) {
    process.stdout.write(`${name.name}: ${formatMessage(message, pkg)}\n`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
