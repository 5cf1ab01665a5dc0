/** kstatus' verdicts. */
export type HealthStatus =
  | 'Current'
  | 'InProgress'
  | 'Failed'
  | 'NotFound'
  | 'Terminating'
  | 'Unknown';

/** A verdict on one object, with the reason in a sentence. */
export interface ObjectStatus {
  readonly status: HealthStatus;
  readonly message: string;
}
