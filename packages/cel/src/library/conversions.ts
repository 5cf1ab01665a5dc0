import type { Environment } from '@marcbachmann/cel-js';
import type { Duration } from '@marcbachmann/cel-js/evaluator';

const timestamp = 'google.protobuf.Timestamp';
const duration = 'google.protobuf.Duration';

/** `string` and `int` of timestamps and durations, which the engine lacks. */
export function registerConversions(environment: Environment): void {
  environment.registerFunction(`string(${timestamp}): string`, formatTimestamp);
  environment.registerFunction(`int(${timestamp}): int`, (value: Date) =>
    BigInt(Math.floor(value.getTime() / 1000)),
  );
  environment.registerFunction(
    `string(${duration}): string`,
    (value: Duration) => `${seconds(value)}s`,
  );
}

/** RFC 3339, without a fraction where there is none. */
export function formatTimestamp(value: Date): string {
  const [whole = '', fraction = ''] = value.toISOString().slice(0, -1).split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${whole}${digits === '' ? '' : `.${digits}`}Z`;
}

function seconds(value: Duration): string {
  const nanoseconds = value.seconds * 1_000_000_000n + BigInt(value.nanos);
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const fraction = (size % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${size / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}
