import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

const { capture: _, ...watched } = frostPolicy.drift;
const { rollout: __, drift: ___, ...frost } = frostPolicy;

/** What the endpoint without a server is called. */
export const endpoint = "frost-serverless";

/** The frost model without a server: callers say what was predicted, and nothing is tried on live traffic. */
export default defineFleet({
  models: {
    frost: {
      ...frost,
      endpoint,
      serving: "serverless",
      drift: {
        ...watched,
        sensitivity: { falseAlarmsPerYear: 4, minEffect: 0.2 },
        window: "1 hour",
        lag: "5 minutes",
        predictionLog: "s3://frost-weather/predictions",
      },
      quality: {
        groundTruth: "s3://frost-weather/ground-truth",
        problem: "regression",
        success: { within: 2 },
        constraints: [{ metric: "mae", atMost: 1 }],
      },
    },
  },
});
