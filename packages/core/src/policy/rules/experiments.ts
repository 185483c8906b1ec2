import type { Fleet } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import { experimentOf } from "../tracking/experiment.ts";

/** The name by which deliveries of runs are listed and sent again, beside those of webhooks. */
export const mlflowDeliveries = "mlflow";

/** What no schema of one field can tell about a fleet's experiments. */
export function experimentFaults({ experiments, models, webhooks = {} }: Fleet): readonly Fault[] {
  if (experiments) {
    return Object.hasOwn(webhooks, mlflowDeliveries)
      ? [
          {
            path: ["webhooks", mlflowDeliveries],
            problem: "deliveries of experiments.mlflow have that name already",
            remedy: 'give the subscription another, such as "mlflow-events"',
          },
        ]
      : [];
  }
  return Object.entries(models).flatMap(([model, { experiment }]) =>
    experiment === undefined
      ? []
      : [
          {
            path: ["models", model, "experiment"],
            problem: "the fleet names no server whose experiments it could be in",
            remedy: "leave it out, or name one under experiments.mlflow",
          },
        ],
  );
}

/** Each model with the experiment that its runs are in, so that a policy alone says it. */
export function withExperiments(fleet: Fleet): Fleet {
  const { mlflow } = fleet.experiments ?? {};
  if (mlflow === undefined) return fleet;
  return {
    ...fleet,
    models: Object.fromEntries(
      Object.entries(fleet.models).map(([model, policy]) => [
        model,
        { ...policy, experiment: experimentOf(mlflow, model, policy.experiment) },
      ]),
    ),
  };
}
