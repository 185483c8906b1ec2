import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "./section.ts";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StartPipelineExecution.html */
const mostParameters = 200;

/** What cannot work of how a model is retrained. */
export function retrainFaults({ retrain }: ModelPolicy, section: Section): readonly Fault[] {
  const { budget, parameters, labelledData } = retrain;
  const faults: Fault[] = [];
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
    if (typeof value === "string" || value.from !== "labelled data" || labelledData !== undefined) continue;
    faults.push(
      section.fault(["retrain", "parameters", name], "needs retrain.labelledData, which is missing", {
        remedy:
          'write retrain.labelledData: "s3://frost-data/labelled/", or leave the parameter to the pipeline\'s default',
      }),
    );
  }
  return faults;
}
