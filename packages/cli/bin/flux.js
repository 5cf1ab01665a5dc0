#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../dist/bundle/main.js', import.meta.url);
try {
  await import(main.href);
} catch (error) {
  if (existsSync(fileURLToPath(main))) throw error;
  process.stderr.write("✗ flux is not built yet: run 'npm run build' in the checkout first\n");
  process.exitCode = 1;
}
