import type { ModelPolicy } from "../policy/policy.ts";

/** What a replay decides by. Everything else of a policy says what is observed, how things are done, or when it is swept. */
const weighed: ReadonlySet<string> = new Set([
  "drift.sensitivity",
  "drift.blindAfter",
  "retrain.cooldown",
  "retrain.budget",
  "retrain.deadline",
  "gate",
  "approve",
  "rollout.ramp",
  "rollout.promoteWhen",
  "rollout.minimumEffect",
  "rollout.guards.errorRate",
  "rollout.guards.p99Latency",
  "rollout.guards.coldStarts",
  "rollout.minTrials",
  "rollout.atLeast",
  "rollout.deadline",
  "rollout.atDeadline",
  "rollout.mayGiveUp",
  "rollout.falsePromotions",
  "rollout.splitCheck",
  "alerts.page",
  "alerts.notify",
  "alerts.info",
]);

/** Paths of the fields that differ between two policies and make no difference to a replay. */
export function notWeighed(written: ModelPolicy, policy: ModelPolicy): readonly string[] {
  return differing(written, policy, []).filter(
    (path) => ![...weighed].some((field) => path === field || path.startsWith(`${field}.`)),
  );
}

function differing(one: unknown, other: unknown, path: readonly string[]): readonly string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (!isSection(one) || !isSection(other)) return [path.join(".")];
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return fields.flatMap((field) =>
    differing(Reflect.get(one, field), Reflect.get(other, field), [...path, field]),
  );
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
