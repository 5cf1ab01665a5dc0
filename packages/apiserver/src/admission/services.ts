import { type Json, type JsonObject, getOwn, getPath, getString, jsonEqual } from '@fluxts/base';
import { dnsLabelProblems } from '@fluxts/kube';
import { ensureMapping, mappingAt, mappingsAt, setDefault, textOf } from '../reading.ts';
import type { GroupResource, WriteContext } from '../resource.ts';
import { duplicate, forbidden, invalid, required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, indexStep, pathOf } from '../schema/field-path.ts';
import { NumberPool, ipOf, numberOfIp } from './addresses.ts';
import type { KindRules, Report } from './kind-rules.ts';
import { nameCauses } from './names.ts';
import { judgeChoice, judgePort } from './pod-spec-rules.ts';

const services: GroupResource = { group: '', plural: 'services' };
const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** 10.96.0.0/16, as kubeadm has it; the first ten are left for the cluster's own services. */
const firstClusterIp = (10 << 24) + (96 << 16) + 10;
const clusterIps = 65_525;
const firstNodePort = 30_000;
const nodePorts = 2768;

/** Services. Addresses and node ports are unique as long as one process writes them. */
export function serviceRules(): KindRules {
  const addresses = new NumberPool(firstClusterIp, clusterIps);
  const ports = new NumberPool(firstNodePort, nodePorts);
  return {
    defaults: defaultService,
    prepare(draft, old, context) {
      const spec = ensureMapping(draft, 'spec');
      const before = mappingAt(old, 'spec');
      if (before !== undefined) dropForeignFields(spec, before);
      keepAllocations(spec, before);
      allocate(draft, spec, addresses, ports, context);
    },
    validate: judgeService,
  };
}

function defaultService(draft: JsonObject): void {
  const spec = ensureMapping(draft, 'spec');
  setDefault(spec, 'sessionAffinity', 'None');
  if (spec['sessionAffinity'] === 'ClientIP') {
    const affinity = ensureMapping(ensureMapping(spec, 'sessionAffinityConfig'), 'clientIP');
    setDefault(affinity, 'timeoutSeconds', 10_800);
  }
  setDefault(spec, 'type', 'ClusterIP');
  const type = spec['type'];
  for (const port of mappingsAt(spec, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
    const number = getOwn(port, 'port');
    if (number !== undefined && type !== 'ExternalName') setDefault(port, 'targetPort', number);
  }
  if (type !== 'ExternalName') setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'NodePort' || type === 'LoadBalancer')
    setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer' && getOwn(spec, 'allocateLoadBalancerNodePorts') === undefined) {
    spec['allocateLoadBalancerNodePorts'] = true;
  }
  ensureMapping(ensureMapping(draft, 'status'), 'loadBalancer');
}

/** What only the old type had, and the update did not touch, goes when the type changes. */
function dropForeignFields(spec: JsonObject, old: JsonObject): void {
  const type = spec['type'];
  if (type === old['type']) return;
  const drop = (holder: JsonObject, before: JsonObject, key: string): void => {
    if (jsonEqual(getOwn(holder, key), getOwn(before, key))) delete holder[key];
  };
  if (type === 'ExternalName') {
    const addresses = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'];
    for (const key of [...addresses, 'internalTrafficPolicy']) drop(spec, old, key);
  }
  if (type !== 'LoadBalancer') {
    for (const key of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) drop(spec, old, key);
  }
  if (type === 'LoadBalancer' || type === 'NodePort') return;
  drop(spec, old, 'externalTrafficPolicy');
  drop(spec, old, 'healthCheckNodePort');
  for (const [index, port] of mappingsAt(spec, 'ports').entries()) {
    drop(port, mappingsAt(old, 'ports')[index] ?? {}, 'nodePort');
  }
}

/** An update that leaves out what was allocated means to keep it. */
function keepAllocations(spec: JsonObject, old: JsonObject | undefined): void {
  if (old === undefined || spec['type'] === 'ExternalName') return;
  for (const key of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    const value = getOwn(old, key);
    if (value !== undefined) setDefault(spec, key, value);
  }
  if (spec['type'] === 'ClusterIP') return;
  for (const port of mappingsAt(spec, 'ports')) {
    const twin = mappingsAt(old, 'ports').find(
      (other) => other['port'] === port['port'] && other['protocol'] === port['protocol'],
    );
    const nodePort = getOwn(twin ?? {}, 'nodePort');
    if (nodePort !== undefined) setDefault(port, 'nodePort', nodePort);
  }
}

function allocate(
  draft: JsonObject,
  spec: JsonObject,
  addresses: NumberPool,
  ports: NumberPool,
  context: WriteContext,
): void {
  const type = spec['type'];
  if (type === 'ExternalName') return;
  const holder = `${getString(draft, 'metadata', 'namespace') ?? ''}/${getString(draft, 'metadata', 'name') ?? ''}`;
  const existing = context.storage.list(services).items;
  if ((getString(spec, 'clusterIP') ?? '') === '') {
    const used = new Set(
      existing.map((item) => numberOfIp(getString(item, 'spec', 'clusterIP') ?? '') ?? 0),
    );
    const taken = addresses.take(holder, used);
    if (taken !== undefined) spec['clusterIP'] = ipOf(taken);
  }
  setDefault(spec, 'clusterIPs', [getOwn(spec, 'clusterIP') ?? '']);
  setDefault(spec, 'ipFamilies', ['IPv4']);
  setDefault(spec, 'ipFamilyPolicy', 'SingleStack');
  const wantsPorts =
    type === 'NodePort' ||
    (type === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false);
  if (!wantsPorts) return;
  const used = new Set(existing.flatMap(nodePortsOf));
  for (const port of mappingsAt(spec, 'ports')) {
    if (getOwn(port, 'nodePort') !== undefined) continue;
    const key = `${holder}:${textOf(port['port'])}/${textOf(port['protocol'])}`;
    const taken = ports.take(key, used);
    if (taken !== undefined) {
      port['nodePort'] = taken;
      used.add(taken);
    }
  }
}

function nodePortsOf(service: JsonObject): readonly number[] {
  return mappingsAt(service, 'spec', 'ports')
    .map((port) => getOwn(port, 'nodePort'))
    .filter((port) => typeof port === 'number');
}

function judgeService(
  next: JsonObject,
  old: JsonObject | undefined,
  report: Report,
  context: WriteContext,
): void {
  const spec = mappingAt(next, 'spec') ?? {};
  const at = pathOf('spec');
  judgeChoice(spec, 'type', types, at, report);
  judgeChoice(spec, 'sessionAffinity', ['ClientIP', 'None'], at, report);
  const headless = spec['clusterIP'] === 'None';
  const ports = mappingsAt(spec, 'ports');
  if (spec['type'] === 'ExternalName') {
    if ((getString(spec, 'externalName') ?? '') === '')
      report(required(fieldStep(at, 'externalName')));
  } else if (ports.length === 0 && !headless) {
    report(required(fieldStep(at, 'ports')));
  }
  judgeServicePorts(ports, fieldStep(at, 'ports'), report);
  judgeClusterIp(next, old, report, context);
}

function judgeServicePorts(ports: readonly JsonObject[], at: FieldPath, report: Report): void {
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const place = indexStep(at, index);
    judgePort(getOwn(port, 'port') ?? 0, fieldStep(place, 'port'), report);
    judgeChoice(port, 'protocol', ['SCTP', 'TCP', 'UDP'], place, report);
    judgeTargetPort(getOwn(port, 'targetPort'), fieldStep(place, 'targetPort'), report);
    const name = getString(port, 'name') ?? '';
    if (name !== '') {
      report(...nameCauses(name, fieldStep(place, 'name'), dnsLabelProblems));
      if (names.has(name)) report(duplicate(fieldStep(place, 'name'), name));
      names.add(name);
    } else if (ports.length > 1) {
      report(required(fieldStep(place, 'name')));
    }
    const key = `${textOf(port['port'])}/${textOf(port['protocol'])}`;
    if (numbers.has(key)) {
      report(duplicate(place, { port: port['port'] ?? null, protocol: port['protocol'] ?? null }));
    }
    numbers.add(key);
  }
}

function judgeTargetPort(value: Json | undefined, at: FieldPath, report: Report): void {
  if (typeof value === 'number') judgePort(value, at, report);
  else if (
    typeof value === 'string' &&
    (value.length > 15 || !/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(value))
  ) {
    const hint =
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), and be no more than 15 characters';
    report(invalid(at, value, hint));
  }
}

function judgeClusterIp(
  next: JsonObject,
  old: JsonObject | undefined,
  report: Report,
  context: WriteContext,
): void {
  const ip = getString(next, 'spec', 'clusterIP') ?? '';
  const at = pathOf('spec', 'clusterIPs', 0);
  if (getPath(next, 'spec', 'type') === 'ExternalName') {
    if (ip !== '') {
      report(
        forbidden(pathOf('spec', 'clusterIPs'), 'may not be set when `type` is "ExternalName"'),
      );
    }
    return;
  }
  const before = getString(old, 'spec', 'clusterIP') ?? '';
  if (before !== '' && before !== ip && getPath(old, 'spec', 'type') !== 'ExternalName') {
    report(invalid(at, [ip], 'may not change once set'));
    return;
  }
  if (ip === '' || ip === 'None' || ip === before) return;
  if (numberOfIp(ip) === undefined && !ip.includes(':')) {
    report(invalid(at, ip, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'));
    return;
  }
  const holder = context.storage
    .list(services)
    .items.find((item) => getString(item, 'spec', 'clusterIP') === ip);
  if (
    holder !== undefined &&
    getPath(holder, 'metadata', 'uid') !== getPath(next, 'metadata', 'uid')
  ) {
    const detail = 'failed to allocate IP ' + ip + ': provided IP is already allocated';
    report(invalid(at, [ip], detail));
  }
}
