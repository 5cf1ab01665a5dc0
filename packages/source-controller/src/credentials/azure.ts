/** Who a process is at Azure, as the workload identity webhook tells a Pod by environment. */
export interface AzureIdentity {
  readonly tenantId: string;
  readonly clientId: string;
  /** The file with the service account token; read at each log-on, as it is renewed. */
  readonly tokenFile: string;
  /** Default `https://login.microsoftonline.com/`. */
  readonly authorityHost?: string;
}
