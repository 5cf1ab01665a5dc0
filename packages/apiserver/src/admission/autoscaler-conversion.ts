import { type Json, type JsonObject, getOwn, isObject } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';

/*
 * `autoscaling/v1` beside `v2`, in which autoscalers are stored: the one CPU target of v1 is an entry of
 * v2's `metrics`, and what v1 cannot say is kept in an annotation, as in the real server.
 */

/** Where the old version keeps the metrics that it has no fields for. */
const otherMetrics = 'autoscaling.alpha.kubernetes.io/metrics';

/** Turns a v1 autoscaler into v2, in place. */
export function autoscalerToV2(draft: JsonObject): void {
  const spec = getOwn(draft, 'spec');
  if (!isObject(spec)) return;
  const metrics: Json[] = otherMetricsOf(draft);
  const target = getOwn(spec, 'targetCPUUtilizationPercentage');
  if (target !== undefined && target !== null) {
    metrics.unshift({
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: target } },
    });
  }
  delete spec['targetCPUUtilizationPercentage'];
  if (metrics.length > 0) spec['metrics'] = metrics;
  const status = getOwn(draft, 'status');
  if (isObject(status)) delete status['currentCPUUtilizationPercentage'];
}

/** Turns a v2 autoscaler into v1, in place. */
export function autoscalerToV1(draft: JsonObject): void {
  const spec = getOwn(draft, 'spec');
  if (!isObject(spec)) return;
  const others: Json[] = [];
  for (const metric of mappingsAt(spec, 'metrics')) {
    const percentage = cpuUtilization(metric);
    if (percentage === undefined || getOwn(spec, 'targetCPUUtilizationPercentage') !== undefined) {
      others.push(metric);
    } else {
      spec['targetCPUUtilizationPercentage'] = percentage;
    }
  }
  delete spec['metrics'];
  delete spec['behavior'];
  const status = getOwn(draft, 'status');
  if (isObject(status)) {
    delete status['currentMetrics'];
    delete status['conditions'];
  }
  if (others.length === 0) return;
  const metadata = getOwn(draft, 'metadata');
  if (!isObject(metadata)) return;
  const annotations = getOwn(metadata, 'annotations');
  metadata['annotations'] = {
    ...(isObject(annotations) ? annotations : {}),
    [otherMetrics]: JSON.stringify(others),
  };
}

function cpuUtilization(metric: JsonObject): Json | undefined {
  const resource = getOwn(metric, 'resource');
  if (!isObject(resource) || getOwn(resource, 'name') !== 'cpu') return undefined;
  const target = getOwn(resource, 'target');
  return isObject(target) ? getOwn(target, 'averageUtilization') : undefined;
}

function otherMetricsOf(draft: JsonObject): Json[] {
  const metadata = getOwn(draft, 'metadata');
  const annotations = isObject(metadata) ? getOwn(metadata, 'annotations') : undefined;
  if (!isObject(annotations)) return [];
  const text = getOwn(annotations, otherMetrics);
  delete annotations[otherMetrics];
  if (typeof text !== 'string') return [];
  try {
    const parsed = JSON.parse(text) as Json;
    return Array.isArray(parsed) ? parsed.filter(isObject) : [];
  } catch {
    return [];
  }
}
