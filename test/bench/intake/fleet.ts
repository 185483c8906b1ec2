import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";

/** A fleet of so many models, `model-1` and on, all under the same policy. */
export function fleetOf(models: number) {
  const names = Array.from({ length: models }, (_, index) => `model-${index + 1}`);
  return defineFleet({
    models: Object.fromEntries(
      names.map((name) => [
        name,
        {
          endpoint: `${name}-prod`,
          packageGroup: name,
          drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } },
          retrain: { pipeline: `${name}-train` },
          gate: [{ metric: "regression_metrics.mae.value", atMost: 3 }],
          approve: "automatically",
          rollout: { ramp: [5, 25, 50] },
        } as const,
      ]),
    ),
  });
}
