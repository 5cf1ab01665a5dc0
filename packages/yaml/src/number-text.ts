/** Below this, whole numbers fit the 64 bits that Go's YAML reads a number of JSON into. */
const beyondUint64 = 18446744073709551616;
/** The number at the lower end has shortest digits that lie just outside. */
const belowInt64 = -9223372036854775808;

/**
 * A number as `sigs.k8s.io/yaml` writes it, which goes by way of JSON: whole numbers of up to 64 bits in
 * digits, everything else in Go's shortest `%g`, which has an exponent from the seventh digit on
 * (`1.2345675e+06`, `1e-05`).
 */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (value === 0) return '0';
  // Below 1e21 JavaScript writes the shortest digits filled up with zeros, as Go's JSON does.
  if (Number.isInteger(value) && value > belowInt64 && value < beyondUint64) return String(value);
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
