import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import * as z from "zod/mini";
import { rolloutActivities } from "./rollout/rollout-activities.ts";
import { rolloutWorkflow } from "./rollout/rollout-workflow.ts";
import { durableSteps } from "./shell/durable-steps.ts";
import { loadFleet, policyOf } from "./shell/fleet.ts";
import { endpointChanges, permissions } from "./shell/permissions.ts";
import { awsRuntime } from "./shell/runtime.ts";
import { readSettings } from "./shell/settings/settings.ts";
import { loggerOf } from "./shell/telemetry/logger.ts";

const logger = loggerOf("rollout");
const start = z.object({ model: z.string(), rollout: z.string() });

/** One rollout: a durable execution of days, started once by its name. Answers how it stood at the end. */
export const handler = withDurableExecution(async (input: unknown, context) => {
  const { model, rollout } = start.parse(input);
  const settings = readSettings(process.env);
  const fleet = await loadFleet(settings.fleet);
  const policy = policyOf(fleet, model);
  const activities = rolloutActivities({
    model,
    rollout,
    policy,
    runtime: { ...awsRuntime(settings, permissions.rollout, fleet, logger), eager: endpointChanges },
    // CloudWatch's client is loaded by the first look.
    read: async (trial, now) =>
      (await import("@driftwheel/aws/metrics/period-counts.ts")).readPeriodCounts(trial, now),
    pairRuns: async (paired, now) =>
      (await import("./rollout/read-paired.ts")).readPaired(paired, policy, now),
    // So are captures, by the first look at a shadow.
    pair: async (shadow) => (await import("./rollout/pair-captures.ts")).pairCaptures(shadow),
    log: (line, details) => logger.info(line, { model, rollout, ...details }),
  });
  return { phase: await rolloutWorkflow(durableSteps(context), activities) };
});
