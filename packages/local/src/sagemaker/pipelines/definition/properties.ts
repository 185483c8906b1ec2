import { serviceModel, shapeOf } from "../../../service-models/service-model.ts";
import type { Step } from "./step.ts";

/**
 * The answers whose members `Steps.<step>.<property>` may begin with.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-properties.html
 */
const answers: Readonly<Record<Step["Type"], readonly string[]>> = {
  Training: ["DescribeTrainingJob"],
  Processing: ["DescribeProcessingJob"],
  Transform: ["DescribeTransformJob"],
  Tuning: ["DescribeHyperParameterTuningJob", "ListTrainingJobsForHyperParameterTuningJob"],
  AutoML: ["DescribeAutoMLJob"],
  RegisterModel: ["DescribeModelPackage"],
  Model: ["DescribeModel"],
  EndpointConfig: ["DescribeEndpointConfig"],
  Endpoint: ["DescribeEndpoint"],
  QualityCheck: [],
  ClarifyCheck: [],
  Lambda: [],
  Callback: [],
  Condition: [],
  Fail: [],
};

const others: Readonly<Partial<Record<Step["Type"], readonly string[]>>> = {
  QualityCheck: [
    "CalculatedBaselineStatistics",
    "CalculatedBaselineConstraints",
    "BaselineUsedForDriftCheckStatistics",
    "BaselineUsedForDriftCheckConstraints",
  ],
  ClarifyCheck: ["CalculatedBaselineConstraints", "BaselineUsedForDriftCheckConstraints"],
  AutoML: ["BestCandidateProperties"],
  Lambda: ["OutputParameters"],
  Callback: ["OutputParameters"],
  Condition: ["Outcome"],
};

/** Whether a step of this type has a property of this name. */
export function hasProperty(type: Step["Type"], property: string | number): boolean {
  const model = serviceModel("sagemaker");
  const members = answers[type].flatMap((operation) => {
    const output = model.operations[operation]?.output;
    return output === undefined ? [] : Object.keys(shapeOf(model, output).members ?? {});
  });
  return [...members, ...(others[type] ?? [])].some((known) => known === property);
}
