import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";

type Drift = Partial<ModelPolicyInput["drift"]>;

/** One model for each way in which nothing is watched and everything looks well. Nobody asked for any alert. */
export const mistakes = {
  prefix: { capture: "s3://ponds/captrue" },
  columns: { capture: "s3://ponds/capture", columns: ["depth", "algae"] },
  misspelt: { capture: "s3://ponds/capture", columns: ["depht", "algea", "wind"] },
  "few-rows": { capture: "s3://ponds/capture", minRows: 5_000 },
  "no-endpoint": { capture: "s3://ponds/capture" },
  "no-baseline": { capture: "s3://ponds/capture" },
  "no-capture": {},
} as const satisfies Readonly<Record<string, Drift>>;

/** The same once someone mended it. */
export const mended = { capture: "s3://ponds/capture", columns: undefined, minRows: 100 } as const;

export function policyOf(model: string, drift: Drift): ModelPolicyInput {
  return {
    endpoint: `pond-${model}`,
    packageGroup: `pond-${model}`,
    drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 4, minEffect: 0.2 }, ...drift },
    retrain: { pipeline: `pond-${model}-train`, registerWithin: "1 second" },
    gate: [{ metric: "mae", atMost: 2 }],
    approve: "automatically",
    rollout: { ramp: [20] },
  };
}

export default defineFleet({
  // Each alert is looked for by itself; in a storm they would come as a digest.
  telling: { storm: { above: 100 } },
  models: Object.fromEntries(
    Object.entries({ ...mistakes, unregistered: mended }).map(([model, drift]) => [
      model,
      policyOf(model, drift),
    ]),
  ),
});
