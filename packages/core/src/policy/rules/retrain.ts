import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { RetrainerSection } from "../retrain/retrainer.ts";
import { retrainers } from "../retrain/retrainer-of.ts";
import { freshDataFaults } from "./fresh-data.ts";
import type { Section } from "./section.ts";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html */
const mostParameters = 200;

const leaveOut = { remedy: "leave it out" };

/** Exactly one thing retrains. */
function retrainerFaults(
  { pipeline, with: given = {}, parameters }: ModelPolicy["retrain"],
  section: Section,
): readonly Fault[] {
  const named = retrainers.filter((name) => given[name] !== undefined);
  if (pipeline !== undefined && named.length > 0) {
    const fault = section.fault(
      ["retrain", "pipeline"],
      `must be left out: retrain.with.${named[0]} retrains`,
      leaveOut,
    );
    return [fault];
  }
  if (pipeline === undefined && named.length !== 1) {
    return named.length === 0
      ? [
          section.fault(["retrain", "pipeline"], "something must retrain", {
            remedy: `write pipeline: "frost-train", or one of ${retrainers.join(", ")} in retrain.with`,
          }),
        ]
      : [
          section.fault(["retrain", "with"], `names ${named.join(" and ")}: one alone can retrain`, {
            remedy: `leave ${named.slice(1).join(" and ")} out`,
          }),
        ];
  }
  const faults: Fault[] = [];
  if (given.register !== undefined && (given.stateMachine ?? given.function) !== undefined) {
    faults.push(
      section.fault(
        ["retrain", "with", "register"],
        `must be left out: ${named[0]} registers the version itself`,
        leaveOut,
      ),
    );
  }
  if (given.autoMLJob && Object.keys(parameters).length > 0) {
    faults.push(
      section.fault(["retrain", "parameters"], "must be left out: an AutoML job takes none", leaveOut),
    );
  }
  const { ownName, template } = templateOf(given);
  if (template && ownName in template) {
    faults.push(
      section.fault(
        ["retrain", "with", named[0] ?? "", ownName],
        "must be left out: Driftwheel names its jobs itself",
        leaveOut,
      ),
    );
  }
  return faults;
}

function templateOf({ trainingJob, tuningJob, autoMLJob }: RetrainerSection) {
  if (trainingJob) return { ownName: "TrainingJobName", template: trainingJob };
  if (tuningJob) return { ownName: "HyperParameterTuningJobName", template: tuningJob };
  return { ownName: "AutoMLJobName", template: autoMLJob };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html */
function spotFaults({ with: given = {} }: ModelPolicy["retrain"], section: Section): readonly Fault[] {
  const [path, job] = given.trainingJob
    ? [["retrain", "with", "trainingJob"], given.trainingJob]
    : [["retrain", "with", "tuningJob", "TrainingJobDefinition"], given.tuningJob?.TrainingJobDefinition];
  if (!job) return [];
  const { EnableManagedSpotTraining: spot = false, StoppingCondition } = job;
  const { MaxRuntimeInSeconds: runtime, MaxWaitTimeInSeconds: wait } = StoppingCondition;
  const place = [...path, "StoppingCondition", "MaxWaitTimeInSeconds"];
  if (!spot && given.onDemandAfter !== undefined) {
    return [
      section.fault(
        ["retrain", "with", "onDemandAfter"],
        "must be left out: nothing takes capacity back that is not spot",
        leaveOut,
      ),
    ];
  }
  if (!spot) {
    return wait === undefined
      ? []
      : [
          section.fault(
            place,
            "must be left out, or EnableManagedSpotTraining be true: nothing is waited for otherwise",
          ),
        ];
  }
  if (wait === undefined) {
    return [
      section.fault(place, `is missing: spot training waits for capacity, ${runtime} seconds at least`),
    ];
  }
  if (given.onDemandAfter !== undefined && given.trainingJob?.CheckpointConfig === undefined) {
    return [
      section.fault(
        ["retrain", "with", "onDemandAfter"],
        "needs trainingJob.CheckpointConfig: nothing is gone on from otherwise",
      ),
    ];
  }
  return wait >= runtime
    ? []
    : [
        section.fault(
          place,
          `must be at least MaxRuntimeInSeconds, ${runtime}: it counts the time of training too`,
        ),
      ];
}

function warmStartFaults({ with: given = {} }: ModelPolicy["retrain"], section: Section): readonly Fault[] {
  const { warmStart, tuningJob } = given;
  const path = ["retrain", "with", "warmStart"];
  if (warmStart !== undefined && !tuningJob)
    return [section.fault(path, "must be left out: only a tuning job starts warm", leaveOut)];
  if (warmStart === true && tuningJob?.WarmStartConfig) {
    const remedy = "leave one of them out";
    return [
      section.fault(path, "does not go with tuningJob.WarmStartConfig, which names the parents itself", {
        remedy,
      }),
    ];
  }
  return [];
}

/** What cannot work of how a model is retrained. */
export function retrainFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { retrain } = policy;
  const { budget, parameters, labelledData } = retrain;
  const faults: Fault[] = [
    ...retrainerFaults(retrain, section),
    ...spotFaults(retrain, section),
    ...freshDataFaults(policy, section),
    ...warmStartFaults(retrain, section),
  ];
  if (budget && budget.perRun > budget.perMonth) {
    faults.push(
      section.fault(
        ["retrain", "budget", "perRun"],
        `must not be above perMonth ($${budget.perMonth}): the budget would never allow a single run`,
        {
          remedy: `write perRun: "$${Math.max(0.01, Math.floor(budget.perMonth * 10) / 100)}", or a larger perMonth`,
        },
      ),
    );
  }
  const names = Object.keys(parameters);
  if (names.length > mostParameters) {
    faults.push(
      section.fault(
        ["retrain", "parameters"],
        `must have at most ${mostParameters} parameters: SageMaker takes no more`,
      ),
    );
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === "string") continue;
    if (value.from === "fresh data" && retrain.freshData === undefined) {
      faults.push(
        section.fault(["retrain", "parameters", name], "needs retrain.freshData, which is missing", {
          remedy: "write retrain.freshData, or leave the parameter to the pipeline's default",
        }),
      );
    }
    if (value.from !== "labelled data" || labelledData !== undefined) continue;
    faults.push(
      section.fault(["retrain", "parameters", name], "needs retrain.labelledData, which is missing", {
        remedy:
          'write retrain.labelledData: "s3://frost-data/labelled/", or leave the parameter to the pipeline\'s default',
      }),
    );
  }
  return faults;
}
