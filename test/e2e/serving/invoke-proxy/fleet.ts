import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

const { capture: _, ...watched } = frostPolicy.drift;
const { rollout: __, drift: ___, ...frost } = frostPolicy;

export const endpoint = "frost-serverless";
export const parameter = "/frost/route";

/** The frost model without a server, which callers ask by the proxy. */
export default defineFleet({
  models: {
    frost: {
      ...frost,
      endpoint,
      serving: "serverless",
      route: { parameter, proxy: true },
      drift: { ...watched, predictionLog: "s3://frost-weather/predictions" },
    },
  },
});
