import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';
import { IpAddress, IpNetwork } from './ip-address.ts';
import { declareNamespace } from './namespace.ts';

const ipType = 'net.IP';
const cidrType = 'net.CIDR';

/** `ip`, `isIP`, `cidr`, `isCIDR` and their methods. */
export function registerIp(environment: Environment): void {
  environment.registerType(ipType, { ctor: IpAddress, fields: {} });
  environment.registerType(cidrType, { ctor: IpNetwork, fields: {} });
  const namespace = declareNamespace(environment, 'ip');
  environment.registerFunction(`ip(string): ${ipType}`, parseIp);
  environment.registerFunction('isIP(string): bool', (text: string) => isIp(text));
  environment.registerFunction(
    `${namespace}.isCanonical(string): bool`,
    (_, text: string) => parseIp(text).toString() === text,
  );
  environment.registerFunction(`string(${ipType}): string`, String);
  environment.registerFunction(`${ipType}.family(): int`, (ip: IpAddress) => BigInt(ip.family));
  const classes: Readonly<Record<string, readonly string[]>> = {
    isUnspecified: ['0.0.0.0/32', '::/128'],
    isLoopback: ['127.0.0.0/8', '::1/128'],
    isLinkLocalMulticast: ['224.0.0.0/24', 'ff02::/16'],
    isLinkLocalUnicast: ['169.254.0.0/16', 'fe80::/10'],
  };
  for (const [name, texts] of Object.entries(classes)) {
    const networks = texts.map(parseCidr);
    environment.registerFunction(`${ipType}.${name}(): bool`, (ip: IpAddress) =>
      networks.some((network) => ip.isIn(network)),
    );
  }
  // Go's netip: everything that is none of the above, nor multicast, nor broadcast.
  const notGlobal = [
    '0.0.0.0/32',
    '255.255.255.255/32',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '224.0.0.0/4',
    '::/128',
    '::1/128',
    'fe80::/10',
    'ff00::/8',
  ].map(parseCidr);
  environment.registerFunction(
    `${ipType}.isGlobalUnicast(): bool`,
    (ip: IpAddress) => !notGlobal.some((network) => ip.isIn(network)),
  );
  environment.registerOperator(`${ipType} == ${ipType}`, (a: IpAddress, b: IpAddress) =>
    a.equals(b),
  );
  registerCidr(environment);
}

function registerCidr(environment: Environment): void {
  environment.registerFunction(`cidr(string): ${cidrType}`, parseCidr);
  environment.registerFunction(
    'isCIDR(string): bool',
    (text: string) => IpNetwork.parse(text) !== undefined,
  );
  environment.registerFunction(`string(${cidrType}): string`, String);
  environment.registerFunction(
    `${cidrType}.containsIP(${ipType}): bool`,
    (network: IpNetwork, ip: IpAddress) => ip.isIn(network),
  );
  environment.registerFunction(
    `${cidrType}.containsIP(string): bool`,
    (network: IpNetwork, text: string) => parseIp(text).isIn(network),
  );
  environment.registerFunction(
    `${cidrType}.containsCIDR(${cidrType}): bool`,
    (network: IpNetwork, other: IpNetwork) => network.contains(other),
  );
  environment.registerFunction(
    `${cidrType}.containsCIDR(string): bool`,
    (network: IpNetwork, text: string) => network.contains(parseCidr(text)),
  );
  environment.registerFunction(
    `${cidrType}.ip(): ${ipType}`,
    (network: IpNetwork) => network.address,
  );
  environment.registerFunction(`${cidrType}.masked(): ${cidrType}`, (network: IpNetwork) =>
    network.masked(),
  );
  environment.registerFunction(`${cidrType}.prefixLength(): int`, (network: IpNetwork) =>
    BigInt(network.prefix),
  );
  environment.registerOperator(
    `${cidrType} == ${cidrType}`,
    (a: IpNetwork, b: IpNetwork) => a.address.equals(b.address) && a.prefix === b.prefix,
  );
}

function isIp(text: string): boolean {
  return IpAddress.parse(text) !== undefined;
}

function parseIp(text: string): IpAddress {
  const ip = IpAddress.parse(text);
  if (ip === undefined)
    throw failure(`IP Address ${JSON.stringify(text.slice(0, 64))} parse error`);
  return ip;
}

function parseCidr(text: string): IpNetwork {
  const network = IpNetwork.parse(text);
  if (network === undefined) {
    throw failure(
      `network address parse error during conversion from string: ${JSON.stringify(text.slice(0, 64))}`,
    );
  }
  return network;
}
