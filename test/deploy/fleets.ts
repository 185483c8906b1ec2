import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";

/** A fleet of so many models, each with an endpoint, a package group, a pipeline and a folder of its own. */
export function fleetOf(count: number): Fleet {
  const names = Array.from({ length: count }, (_, index) => `harbour-${index + 1}`);
  return defineFleet({
    models: Object.fromEntries(
      names.map((name) => [
        name,
        {
          endpoint: `${name}-live`,
          packageGroup: `${name}-versions`,
          drift: {
            monitor: "driftwheel" as const,
            sensitivity: { falseAlarmsPerYear: 2 },
            capture: `s3://harbour-data/${name}/capture`,
          },
          quality: {
            groundTruth: `s3://harbour-data/${name}/ground-truth`,
            problem: "binary" as const,
          },
          retrain: { pipeline: `${name}-train` },
          gate: [{ metric: "mae", atMost: 2 }],
          approve: "automatically" as const,
          rollout: { ramp: [5, 25, 50], deadline: "3 days" },
        },
      ]),
    ),
    hooks: {
      github: {
        scheme: "github",
        secret: "/harbour/hooks/github",
        rules: [{ signal: "retrain", model: "harbour-1" }],
      },
    },
    webhooks: {
      board: { url: "https://board.example.com/hooks", secret: "/harbour/webhooks/board" },
      chat: { url: { parameter: "/harbour/webhooks/chat" }, format: "slack" },
    },
  });
}
