/** From least to most: each may do what those before it may. */
export const roles = ["reader", "operator", "approver"] as const;
export type Role = (typeof roles)[number];

/**
 * Who has which role. For callers by IAM: patterns of ARNs, in which `*` stands for any text. For callers by JWT:
 * values of the claim, compared whole.
 */
export interface RoleSettings {
  readonly members: Readonly<Record<Role, readonly string[]>>;
  /** The claim of a JWT that holds roles. */
  readonly claim: string;
}

export const defaultRolesClaim = "driftwheel_roles";

export function isAtLeast(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(least);
}

/** The highest role whose list has a pattern that fits the caller's ARN; null when none does. */
export function roleOfArn(arn: string, { members }: RoleSettings): Role | null {
  return highest((role) => members[role].some((pattern) => isArnPattern(pattern) && fits(pattern, arn)));
}

/** The highest role whose list names one of the claim's values; a pattern of ARNs is nobody's claim. */
export function roleOfClaim(values: readonly string[], { members }: RoleSettings): Role | null {
  return highest((role) => members[role].some((name) => !isArnPattern(name) && values.includes(name)));
}

function highest(has: (role: Role) => boolean): Role | null {
  return roles.findLast(has) ?? null;
}

function isArnPattern(text: string): boolean {
  return text === "*" || text.startsWith("arn:");
}

function fits(pattern: string, arn: string): boolean {
  const source = pattern.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(arn);
}
