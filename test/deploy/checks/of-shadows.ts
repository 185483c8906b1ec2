import type { Fleet } from "@driftwheel/core/policy/policy.ts";

/** What a rollout reads of captures and ground truth, where no model of the fleet is tried by pairs of answers or is an artifact. */
export function isUnneededForShadows(name: string, action: string, fleet: Fleet): boolean {
  const reads = action === "s3:GetObject" || action === "s3:ListBucket";
  return (
    name === "rollout" &&
    reads &&
    Object.values(fleet.models).every(
      ({ rollout, targetModel }) => !rollout.shadow && !rollout.paired && !targetModel,
    )
  );
}
