/** Who makes a request, once authenticated and, where asked for, impersonated. */
export interface UserInfo {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** The identity of the server's own controllers. It is a member of `system:masters`. */
export const systemUser: UserInfo = {
  name: 'system:apiserver',
  groups: ['system:masters', 'system:authenticated'],
  extra: {},
};
