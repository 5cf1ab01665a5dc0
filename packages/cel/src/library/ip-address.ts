/** An IP address as Kubernetes' libraries take them: no zone, no leading zeros, no IPv4 in IPv6. */
export class IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;

  constructor(family: 4 | 6, bits: bigint) {
    this.family = family;
    this.bits = bits;
  }

  /** Reads an address; undefined when it is none. */
  static parse(text: string): IpAddress | undefined {
    if (text.length > 45) return undefined;
    return text.includes(':') ? parseV6(text) : parseV4(text);
  }

  /** The canonical text: IPv6 in lower case with the longest run of zeros left out (RFC 5952). */
  toString(): string {
    return this.family === 4 ? formatV4(this.bits) : formatV6(this.bits);
  }

  get width(): number {
    return this.family === 4 ? 32 : 128;
  }

  equals(other: IpAddress): boolean {
    return this.family === other.family && this.bits === other.bits;
  }

  /** Whether the address lies in a network. */
  isIn(network: IpNetwork): boolean {
    if (this.family !== network.address.family) return false;
    const shift = BigInt(this.width - network.prefix);
    return this.bits >> shift === network.address.bits >> shift;
  }
}

/** A network such as `10.0.0.0/8`; bits beyond the prefix may be set. */
export class IpNetwork {
  readonly address: IpAddress;
  readonly prefix: number;

  constructor(address: IpAddress, prefix: number) {
    this.address = address;
    this.prefix = prefix;
  }

  /** Reads a network; undefined when it is none. */
  static parse(text: string): IpNetwork | undefined {
    const [, host = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    const address = IpAddress.parse(host);
    if (address === undefined || length === '') return undefined;
    const prefix = Number(length);
    return prefix <= address.width ? new IpNetwork(address, prefix) : undefined;
  }

  /** The network with the bits beyond its prefix cleared. */
  masked(): IpNetwork {
    const shift = BigInt(this.address.width - this.prefix);
    const bits = (this.address.bits >> shift) << shift;
    return new IpNetwork(new IpAddress(this.address.family, bits), this.prefix);
  }

  /** Whether the other network lies within this one. */
  contains(other: IpNetwork): boolean {
    return other.prefix >= this.prefix && other.address.isIn(this);
  }

  toString(): string {
    return `${this.address.toString()}/${this.prefix}`;
  }
}

function parseV4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bits = (bits << 8n) | BigInt(part);
  }
  return new IpAddress(4, bits);
}

function parseV6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2 || text.includes('.')) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const known = [...(head ?? []), ...(tail ?? [])];
  if (known.some((group) => !/^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  const missing = 8 - known.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...(head ?? []), ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])];
  const bits = groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  // ::ffff:0:0/96 is IPv4 in disguise, which Kubernetes refuses.
  return bits >> 32n === 0xffffn ? undefined : new IpAddress(6, bits);
}

function formatV4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.');
}

function formatV6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  const head = groups.slice(0, best.start).join(':');
  return `${head}::${groups.slice(best.start + best.length).join(':')}`;
}
