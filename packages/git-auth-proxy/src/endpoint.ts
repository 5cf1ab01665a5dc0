/** Azure DevOps, reached with a personal access token. */
export interface AzureDevOpsCredentials {
  readonly provider: 'azuredevops';
  readonly pat: string;
}

/** GitHub, reached as an installed GitHub App. */
export interface GitHubCredentials {
  readonly provider: 'github';
  readonly appId: number;
  readonly installationId: number;
  /** PEM text. */
  readonly privateKey: string;
}

/** The real credentials of a git host. */
export type Credentials = AzureDevOpsCredentials | GitHubCredentials;

/** One repository that the proxy opens, and who gets the token for it. */
export interface Endpoint {
  /** `host/organisation[/project]/repository`, in lower case: names are compared without case. */
  readonly id: string;
  readonly scheme: 'https' | 'http';
  /** Host of the git host, with its port where it has one. */
  readonly host: string;
  readonly organization: string;
  /** Azure DevOps only. */
  readonly project: string | undefined;
  readonly repository: string;
  readonly credentials: Credentials;
  /** Namespaces that get a Secret with the token. */
  readonly namespaces: readonly string[];
  readonly secretName: string;
}
