import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";

const { rollout: _, drift, packageGroup: __, ...frost } = frostPolicy;
const { capture: ___, ...watched } = drift;
const proxied = (name: string) => ({
  ...frost,
  endpoint: name,
  packageGroup: name,
  retrain: { pipeline: `${name}-train` },
  serving: "serverless" as const,
  route: { parameter: `/${name}/route`, proxy: true },
});

/** A model whose predictions the proxy logs, and one that logs them itself. */
export default defineFleet({
  models: {
    logged: { ...proxied("logged"), drift: { ...watched, predictionLog: "s3://bench/predictions" } },
    plain: { ...proxied("plain"), drift: { ...watched, monitor: "external" } },
  },
});
