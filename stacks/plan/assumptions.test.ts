import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { expect, it } from "vitest";
import { schedulesOf } from "../routes.ts";
import { readDeployment } from "../settings.ts";
import { assumptions } from "./assumptions.ts";

const day = 86_400_000;

it("assumes the policy's defaults where it says so", () => {
  const policy = policyFor("tide");
  expect(assumptions.windowsPerDay).toBe(day / policy.drift.window);
  expect(assumptions.looksPerRollout).toBe(day / policy.rollout.lookEvery);
  expect(assumptions.pollsPerRollout).toBe((5 * 8 * 60_000) / policy.rollout.pollEvery);
});

it("assumes the schedules, the retention of logs and the rhythm of snapshots that are deployed", () => {
  for (const { every } of schedulesOf({})) expect(assumptions.scheduleMinutes * 60_000).toBe(every);
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
