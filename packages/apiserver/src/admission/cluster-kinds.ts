import { getOwn, getPath, getString } from '@fluxts/base';
import {
  ensureMapping,
  mappingAt,
  mappingsAt,
  numberAt,
  setDefault,
  stringsAt,
} from '../reading.ts';
import { forbidden, invalid, required } from '../schema/field-error.ts';
import { fieldStep, indexStep, pathOf } from '../schema/field-path.ts';
import { autoscalerToV1, autoscalerToV2 } from './autoscaler-conversion.ts';
import { judgeUnchanged } from './immutable.ts';
import type { KindRules } from './kind-rules.ts';
import { judgeChoice } from './pod-spec-rules.ts';

/** HorizontalPodAutoscalers. */
export function autoscalerRules(version: string): KindRules {
  return {
    defaults(draft) {
      const spec = ensureMapping(draft, 'spec');
      setDefault(spec, 'minReplicas', 1);
      if (version === 'v1' || getOwn(spec, 'metrics') !== undefined) return;
      spec['metrics'] = [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ];
    },
    convert: version === 'v1' ? autoscalerToV1 : autoscalerToV2,
    validate(next, _old, report) {
      const most = numberAt(next, ['spec', 'maxReplicas']);
      const least = numberAt(next, ['spec', 'minReplicas'], 1);
      const at = pathOf('spec', 'maxReplicas');
      if (most < 1) report(invalid(at, most, 'must be greater than 0'));
      else if (most < least) {
        report(invalid(at, most, 'must be greater than or equal to `minReplicas`'));
      }
      if (least < 1) {
        report(invalid(pathOf('spec', 'minReplicas'), least, 'must be greater than or equal to 1'));
      }
    },
  };
}

/** PodDisruptionBudgets. */
export const disruptionBudgetRules: KindRules = {
  validate(next, _old, report) {
    const both =
      getPath(next, 'spec', 'minAvailable') !== undefined &&
      getPath(next, 'spec', 'maxUnavailable') !== undefined;
    if (both) {
      report(invalid(pathOf('spec'), {}, 'minAvailable and maxUnavailable cannot be both set'));
    }
  },
};

/** PriorityClasses. */
export const priorityClassRules: KindRules = {
  defaults(draft) {
    setDefault(draft, 'preemptionPolicy', 'PreemptLowerPriority');
  },
  validate(next, old, report) {
    const value = numberAt(next, ['value']);
    const name = getString(next, 'metadata', 'name') ?? '';
    if (value > 1_000_000_000 && !name.startsWith('system-')) {
      report(forbidden('value', 'maximum allowed value of a user defined priority is 1000000000'));
    }
    if (old !== undefined && numberAt(old, ['value']) !== value) {
      report(invalid('value', value, 'field is immutable'));
    }
    judgeUnchanged(next, old, ['preemptionPolicy'], report);
  },
};

/** ValidatingWebhookConfigurations and MutatingWebhookConfigurations. Stored, and never called. */
export function webhookRules(mutating: boolean): KindRules {
  return {
    defaults(draft) {
      for (const webhook of mappingsAt(draft, 'webhooks')) {
        setDefault(webhook, 'failurePolicy', 'Fail');
        setDefault(webhook, 'matchPolicy', 'Equivalent');
        ensureMapping(webhook, 'namespaceSelector');
        ensureMapping(webhook, 'objectSelector');
        setDefault(webhook, 'timeoutSeconds', 10);
        if (mutating) setDefault(webhook, 'reinvocationPolicy', 'Never');
        for (const rule of mappingsAt(webhook, 'rules')) setDefault(rule, 'scope', '*');
        const service = mappingAt(webhook, 'clientConfig', 'service');
        if (service !== undefined) setDefault(service, 'port', 443);
      }
    },
    validate(next, _old, report) {
      for (const [index, webhook] of mappingsAt(next, 'webhooks').entries()) {
        const at = indexStep(pathOf('webhooks'), index);
        if (stringsAt(webhook, 'admissionReviewVersions').length === 0) {
          const detail = 'must specify one of v1, v1beta1';
          report(required(fieldStep(at, 'admissionReviewVersions'), detail));
        }
        judgeChoice(webhook, 'failurePolicy', ['Fail', 'Ignore'], at, report);
        judgeChoice(webhook, 'sideEffects', ['None', 'NoneOnDryRun'], at, report);
        judgeChoice(webhook, 'matchPolicy', ['Equivalent', 'Exact'], at, report);
      }
    },
  };
}

/** Nodes. */
export const nodeRules: KindRules = {
  defaults(draft) {
    ensureMapping(draft, 'spec');
  },
};

/** Leases. */
export const leaseRules: KindRules = {
  validate(next, _old, report) {
    const seconds = getPath(next, 'spec', 'leaseDurationSeconds');
    if (typeof seconds === 'number' && seconds <= 0) {
      report(invalid(pathOf('spec', 'leaseDurationSeconds'), seconds, 'must be greater than 0'));
    }
    const transitions = getPath(next, 'spec', 'leaseTransitions');
    if (typeof transitions === 'number' && transitions < 0) {
      report(
        invalid(
          pathOf('spec', 'leaseTransitions'),
          transitions,
          'must be greater than or equal to 0',
        ),
      );
    }
  },
};

/** EndpointSlices. */
export const endpointSliceRules: KindRules = {
  defaults(draft) {
    for (const port of mappingsAt(draft, 'ports')) {
      setDefault(port, 'protocol', 'TCP');
      if (getOwn(port, 'name') === undefined) port['name'] = '';
    }
  },
  validate(next, old, report) {
    judgeChoice(next, 'addressType', ['FQDN', 'IPv4', 'IPv6'], undefined, report);
    judgeUnchanged(next, old, ['addressType'], report);
  },
};
