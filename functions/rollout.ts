import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import * as z from "zod/mini";
import { rolloutHands } from "./rollout/rollout-hands.ts";
import { rolloutStory } from "./rollout/rollout-story.ts";
import { durableSteps } from "./shell/durable-steps.ts";
import { loadFleet, policyOf } from "./shell/fleet.ts";
import { loggerOf } from "./shell/logger.ts";
import { awsHands } from "./shell/ports.ts";
import { endpointChanges, reach } from "./shell/reach.ts";
import { readSettings } from "./shell/settings.ts";

const logger = loggerOf("rollout");
const start = z.object({ model: z.string(), rollout: z.string() });

/** One rollout: a durable execution of days, started once by its name. Answers how it stood at the end. */
export const handler = withDurableExecution(async (input: unknown, context) => {
  const { model, rollout } = start.parse(input);
  const settings = readSettings(process.env);
  const fleet = await loadFleet(settings.fleet);
  const policy = policyOf(fleet, model);
  const hands = rolloutHands({
    model,
    rollout,
    policy,
    hands: { ...awsHands(settings, reach.rollout, fleet.telling), eager: endpointChanges },
    // CloudWatch's client is loaded by the first look.
    read: async (look) => (await import("@driftwheel/aws/metrics/reading.ts")).readLook(look),
    tell: (line, details) => logger.info(line, { model, rollout, ...details }),
  });
  return { phase: await rolloutStory(durableSteps(context), hands) };
});
