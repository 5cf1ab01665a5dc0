/** How a leader is chosen by a Lease (`coordination.k8s.io/v1`). */
export interface LeaderElectionOptions {
  readonly namespace: string;
  /** Name of the Lease: `kustomize-controller-leader-election`. */
  readonly name: string;
  /** Who we are: unique per process. */
  readonly identity: string;
  /** How long others wait for a leader that went silent. Default 35 s. */
  readonly leaseDurationMs?: number | undefined;
  /** How long we try to renew before we give up. Default 30 s. */
  readonly renewDeadlineMs?: number | undefined;
  /** How often we try. Default 5 s. */
  readonly retryPeriodMs?: number | undefined;
  /** Hand the lease over when we stop. Default true. */
  readonly releaseOnCancel?: boolean | undefined;
}
