import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import type { Retrains } from "../../world/retrainers.ts";
import type { JobFate } from "../../world/sagemaker/job.ts";
import { Dice } from "./dice.ts";
import { drawFault } from "./draw-fault.ts";
import type { Call, Fault, Moment } from "./fault.ts";
import type { Plan } from "./plan.ts";

const ways: readonly [Retrains, ...Retrains[]] = [
  "training-job",
  "spot-job",
  "tuning-job",
  "automl-job",
  "state-machine",
  "function",
];

const fates: Readonly<Record<JobFate, number>> = {
  completes: 10,
  fails: 2,
  "is-stopped-by-hand": 1,
  "registers-nothing": 1,
  "is-late": 2,
  hangs: 2,
  "taken-back": 0,
  outwaits: 0,
};

/** What starts, tells of, stops and registers, each way in its own calls. */
const calls: Readonly<
  Record<Retrains, { readonly start: Call; readonly describe: Call; readonly more: readonly Call[] }>
> = {
  pipeline: { start: "StartPipelineExecution", describe: "DescribePipelineExecution", more: [] },
  "training-job": {
    ...{ start: "CreateTrainingJob", describe: "DescribeTrainingJob" },
    more: ["StopTrainingJob", "CreateModelPackage", "PutObject"],
  },
  "spot-job": {
    ...{ start: "CreateTrainingJob", describe: "DescribeTrainingJob" },
    more: ["StopTrainingJob", "CreateModelPackage", "PutObject"],
  },
  "tuning-job": {
    ...{ start: "CreateHyperParameterTuningJob", describe: "DescribeHyperParameterTuningJob" },
    more: ["StopHyperParameterTuningJob", "CreateModelPackage", "PutObject"],
  },
  "automl-job": {
    ...{ start: "CreateAutoMLJobV2", describe: "DescribeAutoMLJobV2" },
    more: ["StopAutoMLJob", "CreateModelPackage", "PutObject"],
  },
  "state-machine": { start: "StartExecution", describe: "DescribeExecution", more: [] },
  function: { start: "Invoke", describe: "ListModelPackages", more: [] },
};

/**
 * How the model is retrained, and what goes wrong with that, from a seed of its own: what is drawn beside it stays what it
 * was before there was any way but a pipeline.
 */
export function drawRetraining(
  seed: number,
  faults: readonly Fault[],
  alone: boolean,
): Pick<Plan, "retrains" | "jobs" | "faults"> {
  const dice = new Dice(digest(`${seed}/retraining`) % 2 ** 31);
  const retrains = dice.percent(60) ? "pipeline" : dice.oneOf(ways);
  if (retrains === "pipeline") return { retrains, jobs: ["completes"], faults };
  const weights = retrains === "spot-job" ? { ...fates, "taken-back": 12, outwaits: 4 } : fates;
  const jobs = Array.from({ length: 4 }, () => dice.weighted(weights));
  const count = alone ? 0 : dice.between(0, 2);
  const more = Array.from({ length: count }, () => drawJobFault(retrains, dice));
  const hasOutage = faults.some(({ kind }) => kind === "outage");
  const own = faults.map((fault) => inCallsOf(retrains, fault));
  return { retrains, jobs, faults: [...own, ...more.filter(({ kind }) => kind !== "outage" || !hasOutage)] };
}

function inCallsOf(retrains: Retrains, fault: Fault): Fault {
  const { start, describe } = calls[retrains];
  const its = (call: Call): Call =>
    call === "StartPipelineExecution" ? start : call === "DescribePipelineExecution" ? describe : call;
  switch (fault.kind) {
    case "kill":
    case "ambiguous-write":
      return { ...fault, of: its(fault.of) };
    case "throttling":
    case "server-errors":
      return { ...fault, of: fault.of === "all" ? "all" : fault.of.map(its) };
    case "access-denied":
      return { ...fault, of: fault.of.map(its) };
    default:
      return fault;
  }
}

const kinds = {
  kill: 6,
  "ambiguous-write": 4,
  "access-denied": 3,
  losses: 3,
  duplicates: 2,
  delays: 2,
  "server-errors": 2,
  outage: 1,
  command: 3,
  "policy-changes": 1,
} as const;

function drawJobFault(retrains: Retrains, dice: Dice): Fault {
  const kind = dice.weighted(kinds);
  const drawn = drawFault(kind, dice);
  const { start, describe, more } = calls[retrains];
  const of = dice.oneOf<Call>([start, describe, ...more]);
  const when = moment(dice);
  switch (drawn.kind) {
    case "kill":
    case "ambiguous-write":
      return { ...drawn, of, nth: dice.between(1, 3) };
    case "access-denied":
      return { ...drawn, when, of: [of] };
    case "command":
      return { ...drawn, when, name: dice.oneOf(["pause", "pause", "retrain", "resume"]) };
    case "policy-changes":
      return { ...drawn, when, to: "pipeline-retrains" };
    default:
      // What has a moment has it near the retraining.
      return "when" in drawn ? { ...drawn, when } : drawn;
  }
}

function moment(dice: Dice): Moment {
  const after = dice.oneOf([
    "retraining-requested",
    "retraining-started",
    "retraining-interrupted",
    "retraining-succeeded",
    "retraining-failed",
  ]);
  return { after, nth: dice.between(1, 2), plus: dice.between(0, dice.percent(40) ? 5 : 720) };
}
