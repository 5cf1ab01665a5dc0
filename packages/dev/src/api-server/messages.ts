import type { PodLogFile, ServiceProxyTarget } from '@fluxts/apiserver';
import type { ErrorDetails, Json } from '@fluxts/base';

/** What the API server's thread is started with; everything in it can be cloned. */
export interface ApiServerThreadOptions {
  /** Absent: all state is in memory. */
  readonly dataDir?: string;
  readonly host?: string;
  readonly port?: number;
  readonly kubeconfigPath?: string;
  readonly proxyTargets?: readonly ServiceProxyTarget[];
  readonly podLogs?: readonly PodLogFile[];
}

/** What the thread tells. */
export type ThreadMessage =
  | { readonly type: 'ready'; readonly url: string; readonly kubeconfig: string }
  | {
      readonly type: 'log';
      readonly level: 'info' | 'error';
      readonly message: string;
      readonly fields: Readonly<Record<string, Json>>;
    }
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string;
      readonly retry: NonNullable<ErrorDetails['retry']>;
    }
  | { readonly type: 'closed' };

/** What the thread is told. */
export interface ThreadCommand {
  readonly type: 'close';
}
