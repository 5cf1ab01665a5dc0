/** A request that the API server refused for want of a permission. */
export interface Denied {
  /** `system:serviceaccount:tenant1:flux`, or a user. */
  readonly user: string;
  /** `ServiceAccount tenant1/flux`, or the user. */
  readonly account: string;
  readonly verb: string;
  readonly resource: string;
  readonly group: string;
  /** Absent at cluster scope. */
  readonly namespace?: string;
}

/** Finds who may not do what in a message of the API server. */
export function parseDenied(message: string): Denied | undefined {
  const found =
    /User "([^"]{1,300})" cannot ([a-z]{1,20}) resource "([^"]{1,200})" in API group "([^"]{0,200})"(?: in the namespace "([^"]{1,63})"| at the cluster scope)?/.exec(
      message,
    );
  if (found === null) return undefined;
  const [, user = '', verb = '', resource = '', group = '', namespace] = found;
  const account = /^system:serviceaccount:([^:]+):(.+)$/.exec(user);
  return {
    user,
    account: account === null ? user : `ServiceAccount ${account[1]}/${account[2]}`,
    verb,
    resource,
    group,
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The missing permission in a sentence. */
export function deniedText(denied: Denied): string {
  const what = denied.group === '' ? denied.resource : `${denied.resource}.${denied.group}`;
  const where = denied.namespace === undefined ? 'in the cluster' : `in ${denied.namespace}`;
  return `${denied.account} may not ${denied.verb} ${what} ${where}`;
}

/** A rule that would grant it, and where it belongs. */
export function grantText(denied: Denied): string {
  const kind = denied.namespace === undefined ? 'ClusterRole' : `Role in ${denied.namespace}`;
  return (
    `grant it: a ${kind} bound to ${denied.account} with ` +
    `{apiGroups: ["${denied.group}"], resources: ["${denied.resource}"], verbs: ["${denied.verb}"]}`
  );
}
