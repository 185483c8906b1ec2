import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import type { Retrains } from "../../world/retrainers.ts";
import { Dice } from "./dice.ts";
import type { Call, Fault, Moment } from "./fault.ts";

/** What is called to know what a retraining's jobs had, and a trial's variants. */
const calls: Readonly<Record<Retrains, readonly [Call, ...Call[]]>> = {
  pipeline: ["ListPipelineExecutionSteps", "DescribeTrainingJob", "DescribeEndpointConfig"],
  "training-job": ["DescribeTrainingJob", "DescribeEndpointConfig"],
  "spot-job": ["DescribeTrainingJob", "DescribeEndpointConfig"],
  "tuning-job": [
    "ListTrainingJobsForHyperParameterTuningJob",
    "DescribeTrainingJob",
    "DescribeEndpointConfig",
  ],
  "automl-job": ["ListCandidatesForAutoMLJob", "DescribeTrainingJob", "DescribeEndpointConfig"],
  "state-machine": ["DescribeEndpointConfig"],
  function: ["DescribeEndpointConfig"],
};

/** What goes wrong while it is asked what something cost, from a seed of its own, as drawRetraining(). */
export function drawCostFaults(seed: number, retrains: Retrains, alone: boolean): readonly Fault[] {
  const dice = new Dice(digest(`${seed}/costs`) % 2 ** 31);
  if (alone || dice.percent(50)) return [];
  return Array.from({ length: dice.between(1, 2) }, () => drawCostFault(retrains, dice));
}

function drawCostFault(retrains: Retrains, dice: Dice): Fault {
  const of = dice.oneOf(calls[retrains]);
  const nth = dice.between(1, 3);
  const lasts = dice.between(60, 3_600);
  switch (dice.oneOf(["kill", "ambiguous-write", "access-denied", "throttling", "server-errors", "append"])) {
    case "kill":
      return { kind: "kill", of, nth, edge: dice.oneOf(["before", "after"]) };
    case "ambiguous-write":
      return { kind: "ambiguous-write", of, nth };
    case "access-denied":
      return { kind: "access-denied", when: moment(dice), lasts, of: [of] };
    case "throttling":
      return { kind: "throttling", when: moment(dice), lasts, of: [of] };
    case "server-errors":
      return { kind: "server-errors", when: moment(dice), lasts, of: [of] };
    case "append":
      // Around the entry that has the cost, which the ledger's store may have or not.
      return dice.percent(50)
        ? { kind: "kill", of: "append", nth: dice.between(15, 60), edge: dice.oneOf(["before", "after"]) }
        : { kind: "ambiguous-write", of: "append", nth: dice.between(15, 60) };
  }
}

function moment(dice: Dice): Moment {
  const after = dice.oneOf([
    "retraining-succeeded",
    "retraining-failed",
    "rollout-promoted",
    "rollout-rolled-back",
    "cost-recorded",
  ]);
  return { after, nth: dice.between(1, 2), plus: dice.between(0, 300) };
}
