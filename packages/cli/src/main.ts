import { compatibleFluxVersion, fluxtsVersion } from './version.ts';

/**
 * The only place that reads the process's arguments and environment, and decides its exit code. What a
 * command needs is loaded when it is known which one it is; `flux --version` loads nothing at all.
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
    process.stdout.write(
      `flux version ${fluxtsVersion} (fluxts, compatible with ${compatibleFluxVersion})\n`,
    );
    return;
  }
  const { run } = await import('./run.ts');
  const { processIo } = await import('./process-io.ts');

  const stop = new AbortController();
  let stoppedAt = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    // A second signal ends a shutdown that hangs; one that several processes passed on is still the first.
    if (stop.signal.aborted && performance.now() - stoppedAt > 500) {
      process.exit(signal === 'SIGTERM' ? 143 : 130);
    }
    if (!stop.signal.aborted) stoppedAt = performance.now();
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });

  const code = await run({
    args,
    env: process.env,
    cwd: process.cwd(),
    bundle: new URL('./', import.meta.url),
    io: processIo(process),
    signal: stop.signal,
  });
  // Whatever a command may have left open must not keep the process, once all is written.
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit(code);
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

void main();
