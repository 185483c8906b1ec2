import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { checkpointConfig, stoppingCondition } from "../training/request.ts";

const numberRange = z.object({
  Name: z.string(),
  MinValue: z.string(),
  MaxValue: z.string(),
  ScalingType: z.enum(["Auto", "Linear", "Logarithmic", "ReverseLogarithmic"]).default("Auto"),
});

const parameterRanges = z.looseObject({
  IntegerParameterRanges: z.array(numberRange).default([]),
  ContinuousParameterRanges: z.array(numberRange).default([]),
  CategoricalParameterRanges: z
    .array(z.object({ Name: z.string(), Values: z.array(z.string()) }))
    .default([]),
});

const objective = z.object({ Type: z.enum(["Maximize", "Minimize"]), MetricName: z.string() });

const trainingJobDefinition = z.looseObject({
  HyperParameterRanges: parameterRanges.optional(),
  StaticHyperParameters: z.record(z.string(), z.string()).default({}),
  TuningObjective: objective.optional(),
  AlgorithmSpecification: z.looseObject({ TrainingImage: z.string().optional() }),
  RoleArn: z.string(),
  StoppingCondition: stoppingCondition,
  EnableManagedSpotTraining: z.boolean().optional(),
  CheckpointConfig: checkpointConfig.optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html */
export const createTuningJob = z.looseObject({
  HyperParameterTuningJobName: z.string(),
  HyperParameterTuningJobConfig: z.looseObject({
    Strategy: z.enum(["Bayesian", "Random", "Hyperband", "Grid"]),
    HyperParameterTuningJobObjective: objective.optional(),
    ResourceLimits: z.looseObject({
      MaxNumberOfTrainingJobs: z.int().optional(),
      MaxParallelTrainingJobs: z.int(),
      MaxRuntimeInSeconds: z.int().optional(),
    }),
    ParameterRanges: parameterRanges.optional(),
    TrainingJobEarlyStoppingType: z.enum(["Off", "Auto"]).optional(),
    TuningJobCompletionCriteria: z
      .looseObject({ TargetObjectiveMetricValue: z.number().optional() })
      .optional(),
    RandomSeed: z.int().optional(),
  }),
  TrainingJobDefinition: trainingJobDefinition.optional(),
  TrainingJobDefinitions: z.array(z.unknown()).optional(),
  WarmStartConfig: z
    .object({
      ParentHyperParameterTuningJobs: z.array(z.object({ HyperParameterTuningJobName: z.string() })),
      WarmStartType: z.enum(["IdenticalDataAndAlgorithm", "TransferLearning"]),
    })
    .optional(),
  Autotune: z.unknown().optional(),
  Tags: tags,
});

export type CreateTuningJob = z.infer<typeof createTuningJob>;
export type ParameterRanges = z.infer<typeof parameterRanges>;
export type NumberRange = z.infer<typeof numberRange>;
export type TrainingJobDefinition = z.infer<typeof trainingJobDefinition>;

const noRanges = parameterRanges.parse({});

/** The ranges that are searched, wherever they stand. */
export function rangesOf(request: CreateTuningJob): ParameterRanges {
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: definition } = request;
  return config.ParameterRanges ?? definition?.HyperParameterRanges ?? noRanges;
}

export const tuningJobReference = z.object({ HyperParameterTuningJobName: z.string() });

export const listTuningJobs = z.object({
  ...listFilters,
  StatusEquals: z.string().optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});

export const listJobsOfTuning = z.object({
  HyperParameterTuningJobName: z.string(),
  NextToken: z.string().optional(),
  MaxResults: z.int().optional(),
  StatusEquals: z.string().optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status", "FinalObjectiveMetricValue"]).optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
});
