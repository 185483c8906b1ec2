/**
 * Names a fact, the same for every delivery of it: what kind, which resource, and what tells this change of
 * the resource from its other changes (status, version, last modification). ARNs are compared without regard
 * to case, because SageMaker lower-cases names in some of them.
 */
export function identityOf(
  kind: string,
  arn: string,
  ...change: readonly (string | number | null)[]
): string {
  return [kind, arn.toLowerCase(), ...change.filter((part) => part !== null && part !== "")].join(" ");
}
