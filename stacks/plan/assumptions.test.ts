import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { expect, it } from "vitest";
import { schedules } from "../routes.ts";
import { readDeployment } from "../settings.ts";
import { assumptions } from "./assumptions.ts";

const day = 86_400_000;

it("assumes the policy's defaults where it says so", () => {
  const policy = defineFleet({
    models: {
      tide: {
        endpoint: "tides",
        packageGroup: "tides",
        drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 1 } },
        retrain: { pipeline: "tides-train" },
        gate: [{ metric: "error", atMost: 1 }],
        approve: "automatically",
        rollout: { ramp: [50] },
      },
    },
  }).models.tide;
  expect(assumptions.windowsPerDay).toBe(day / (policy?.drift.window ?? 0));
  expect(assumptions.looksPerRollout).toBe(day / (policy?.rollout.lookEvery ?? 0));
  expect(assumptions.pollsPerRollout).toBe((5 * 8 * 60_000) / (policy?.rollout.pollEvery ?? 0));
});

it("assumes the schedules, the retention of logs and the rhythm of snapshots that are deployed", () => {
  for (const { every } of schedules) expect(assumptions.scheduleMinutes * 60_000).toBe(every);
  const { logRetentionDays } = readDeployment("production", {
    executionRoles: ["arn:aws:iam::444455556666:role/tides"],
  });
  expect(assumptions.logMonths).toBe(logRetentionDays / 30);
  const source = readFileSync(
    join(import.meta.dirname, "../../packages/core/src/decider/read-state.ts"),
    "utf8",
  );
  expect(source).toContain(`= ${assumptions.entriesBetweenSnapshots};`);
});
