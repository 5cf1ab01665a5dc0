import { type JsonObject, getOwn, getString, isObject } from '@fluxts/base';
import { ensureMapping, mappingAt, mappingsAt, setDefault } from '../reading.ts';

const fileMode = 420;

/** Fills in what a pod's spec, or that of a pod template, defaults to. */
export function defaultPodSpec(spec: JsonObject): void {
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'schedulerName', 'default-scheduler');
  ensureMapping(spec, 'securityContext');
  if (getOwn(spec, 'hostNetwork') === true) defaultHostPorts(spec);
  const account = getString(spec, 'serviceAccountName') ?? getString(spec, 'serviceAccount');
  if (account !== undefined && account !== '') {
    // The old name of the field is kept equal to the new one.
    spec['serviceAccountName'] = account;
    spec['serviceAccount'] = account;
  }
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of mappingsAt(spec, list)) defaultContainer(container);
  }
  for (const volume of mappingsAt(spec, 'volumes')) defaultVolume(volume);
}

function defaultHostPorts(spec: JsonObject): void {
  for (const container of mappingsAt(spec, 'containers')) {
    for (const port of mappingsAt(container, 'ports')) {
      const number = getOwn(port, 'containerPort');
      if (number !== undefined) setDefault(port, 'hostPort', number);
    }
  }
}

function defaultContainer(container: JsonObject): void {
  setDefault(container, 'imagePullPolicy', pullPolicy(getString(container, 'image') ?? ''));
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  const resources = ensureMapping(container, 'resources');
  const limits = mappingAt(resources, 'limits');
  if (limits !== undefined && Object.keys(limits).length > 0) {
    const requests = ensureMapping(resources, 'requests');
    for (const [name, amount] of Object.entries(limits)) setDefault(requests, name, amount);
  }
  for (const port of mappingsAt(container, 'ports')) setDefault(port, 'protocol', 'TCP');
  for (const variable of mappingsAt(container, 'env')) {
    const field = mappingAt(variable, 'valueFrom', 'fieldRef');
    if (field !== undefined) setDefault(field, 'apiVersion', 'v1');
    const resource = mappingAt(variable, 'valueFrom', 'resourceFieldRef');
    if (resource !== undefined) setDefault(resource, 'divisor', '0');
    // An empty value says the same as none.
    if (getOwn(variable, 'value') === '') delete variable['value'];
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = mappingAt(container, name);
    if (probe !== undefined) defaultProbe(probe);
  }
  for (const hook of ['postStart', 'preStop']) {
    const handler = mappingAt(container, 'lifecycle', hook);
    if (handler !== undefined) defaultHandler(handler);
  }
}

/** `latest` is pulled always, as it moves; whatever is pinned only when it is missing. */
function pullPolicy(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const colon = image.lastIndexOf(':');
  const tag = colon > image.lastIndexOf('/') ? image.slice(colon + 1) : 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function defaultProbe(probe: JsonObject): void {
  setDefault(probe, 'timeoutSeconds', 1);
  setDefault(probe, 'periodSeconds', 10);
  setDefault(probe, 'successThreshold', 1);
  setDefault(probe, 'failureThreshold', 3);
  defaultHandler(probe);
}

function defaultHandler(handler: JsonObject): void {
  const http = mappingAt(handler, 'httpGet');
  if (http !== undefined) {
    setDefault(http, 'path', '/');
    setDefault(http, 'scheme', 'HTTP');
  }
  const grpc = mappingAt(handler, 'grpc');
  if (grpc !== undefined && getOwn(grpc, 'service') === undefined) grpc['service'] = '';
}

function defaultVolume(volume: JsonObject): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume['emptyDir'] = {};
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const found = getOwn(volume, source);
    if (isObject(found)) setDefault(found, 'defaultMode', fileMode);
  }
  const hostPath = mappingAt(volume, 'hostPath');
  if (hostPath !== undefined && getOwn(hostPath, 'type') === undefined) hostPath['type'] = '';
  const downward = mappingAt(volume, 'downwardAPI');
  if (downward !== undefined) defaultDownward(downward);
  for (const source of mappingsAt(volume, 'projected', 'sources')) {
    const token = mappingAt(source, 'serviceAccountToken');
    if (token !== undefined) setDefault(token, 'expirationSeconds', 3600);
    const fields = mappingAt(source, 'downwardAPI');
    if (fields !== undefined) defaultDownward(fields);
  }
  const claim = mappingAt(volume, 'ephemeral', 'volumeClaimTemplate', 'spec');
  if (claim !== undefined) setDefault(claim, 'volumeMode', 'Filesystem');
}

function defaultDownward(source: JsonObject): void {
  for (const item of mappingsAt(source, 'items')) {
    const field = mappingAt(item, 'fieldRef');
    if (field !== undefined) setDefault(field, 'apiVersion', 'v1');
  }
}
