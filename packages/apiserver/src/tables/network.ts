import { type JsonObject, getPath, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { TableLayout } from '../resource.ts';
import {
  ageColumn,
  joined,
  labelText,
  layout,
  nameColumn,
  orNone,
  selectorText,
  text,
  wide,
} from './column.ts';

/** `kubectl get services` */
export const serviceTable: TableLayout = layout([
  nameColumn,
  text('Type', (object) => orNone(getPath(object, 'spec', 'type'))),
  text('Cluster-IP', (object) => orNone(getPath(object, 'spec', 'clusterIP'))),
  text('External-IP', externalIp),
  text('Port(s)', (object) => joined(mappingsAt(object, 'spec', 'ports').map(servicePort))),
  ageColumn,
  wide('Selector', (object) => labelText(getPath(object, 'spec', 'selector'))),
]);

function strings(object: JsonObject, ...path: readonly string[]): readonly string[] {
  const value = getPath(object, ...path);
  return Array.isArray(value) ? value.map((item) => orNone(item, '')) : [];
}

function externalIp(service: JsonObject): string {
  const external = strings(service, 'spec', 'externalIPs');
  switch (getString(service, 'spec', 'type')) {
    case 'LoadBalancer':
      return joined([...ingressAddresses(service), ...external], '<pending>');
    case 'ExternalName':
      return orNone(getPath(service, 'spec', 'externalName'));
    case undefined:
    default:
      return joined(external);
  }
}

function ingressAddresses(object: JsonObject): readonly string[] {
  const addresses = mappingsAt(object, 'status', 'loadBalancer', 'ingress').map((entry) =>
    orNone(getPath(entry, 'ip'), orNone(getPath(entry, 'hostname'), '')),
  );
  return [...new Set(addresses)].filter((address) => address !== '');
}

function servicePort(port: JsonObject): string {
  const number = orNone(getPath(port, 'port'), '0');
  const nodePort = getPath(port, 'nodePort');
  const protocol = orNone(getPath(port, 'protocol'), 'TCP');
  return nodePort === undefined || nodePort === 0
    ? `${number}/${protocol}`
    : `${number}:${orNone(nodePort)}/${protocol}`;
}

/** `kubectl get ingresses` */
export const ingressTable: TableLayout = layout([
  nameColumn,
  text('Class', (object) => orNone(getPath(object, 'spec', 'ingressClassName'))),
  text('Hosts', ingressHosts),
  text('Address', (object) => ingressAddresses(object).join(',')),
  text('Ports', (object) => (mappingsAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80')),
  ageColumn,
]);

function ingressHosts(ingress: JsonObject): string {
  const hosts = mappingsAt(ingress, 'spec', 'rules')
    .map((rule) => getString(rule, 'host') ?? '')
    .filter((host) => host !== '');
  if (hosts.length === 0) return '*';
  const shown = hosts.slice(0, 3).join(',');
  return hosts.length > 3 ? `${shown} + ${hosts.length - 3} more...` : shown;
}

/** `kubectl get ingressclasses` */
export const ingressClassTable: TableLayout = layout([
  nameColumn,
  text('Controller', (object) => orNone(getPath(object, 'spec', 'controller'))),
  text('Parameters', (object) => {
    const parameters = getPath(object, 'spec', 'parameters');
    if (parameters === undefined || parameters === null) return '<none>';
    const kind = getString(parameters, 'kind') ?? '';
    const group = getString(parameters, 'apiGroup');
    return `${group === undefined ? kind : `${kind}.${group}`}/${getString(parameters, 'name') ?? ''}`;
  }),
  ageColumn,
]);

/** `kubectl get networkpolicies` */
export const networkPolicyTable: TableLayout = layout([
  nameColumn,
  text('Pod-Selector', (object) => selectorText(getPath(object, 'spec', 'podSelector'))),
  ageColumn,
]);

/** `kubectl get endpoints` */
export const endpointsTable: TableLayout = layout([
  nameColumn,
  text('Endpoints', (object) => {
    const all = mappingsAt(object, 'subsets').flatMap((subset) => {
      const ports = mappingsAt(subset, 'ports').map((port) => orNone(getPath(port, 'port'), ''));
      return mappingsAt(subset, 'addresses').flatMap((address) => {
        const ip = getString(address, 'ip') ?? '';
        return ports.length === 0 ? [ip] : ports.map((port) => `${ip}:${port}`);
      });
    });
    return withMore(all);
  }),
  ageColumn,
]);

/** `kubectl get endpointslices` */
export const endpointSliceTable: TableLayout = layout([
  nameColumn,
  text('AddressType', (object) => orNone(getPath(object, 'addressType'))),
  text('Ports', (object) =>
    withMore(
      mappingsAt(object, 'ports').map((port) => orNone(getPath(port, 'port'), '*')),
      '<unset>',
    ),
  ),
  text('Endpoints', (object) =>
    withMore(
      mappingsAt(object, 'endpoints').flatMap((endpoint) => strings(endpoint, 'addresses')),
      '<unset>',
    ),
  ),
  ageColumn,
]);

function withMore(items: readonly string[], none = '<none>'): string {
  const shown = joined(items.slice(0, 3), none);
  return items.length > 3 ? `${shown} + ${items.length - 3} more...` : shown;
}

/** `kubectl get ipaddresses` */
export const ipAddressTable: TableLayout = layout([
  nameColumn,
  text('ParentRef', (object) => {
    const parent = getPath(object, 'spec', 'parentRef');
    const parts = ['resource', 'group', 'namespace', 'name'].map(
      (key) => getString(parent, key) ?? '',
    );
    const [resource = '', group = '', namespace = '', name = ''] = parts;
    return [group === '' ? resource : `${resource}.${group}`, namespace, name]
      .filter((part) => part !== '')
      .join('/');
  }),
  ageColumn,
]);

/** `kubectl get servicecidrs` */
export const serviceCidrTable: TableLayout = layout([
  nameColumn,
  text('CIDRs', (object) => strings(object, 'spec', 'cidrs').join(',')),
  ageColumn,
]);
