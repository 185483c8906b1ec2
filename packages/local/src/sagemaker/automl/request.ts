import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";
import { problemTypes } from "./objectives.ts";

const channel = z.looseObject({
  ChannelType: z.enum(["training", "validation"]).default("training"),
  ContentType: z.string().optional(),
  CompressionType: z.enum(["None", "Gzip"]).default("None"),
  DataSource: z
    .object({
      S3DataSource: z.object({
        S3DataType: z.enum(["ManifestFile", "S3Prefix", "AugmentedManifestFile"]),
        S3Uri: z.string(),
      }),
    })
    .optional(),
});

const criteria = z
  .object({
    MaxCandidates: z.int().optional(),
    MaxRuntimePerTrainingJobInSeconds: z.int().optional(),
    MaxAutoMLJobRuntimeInSeconds: z.int().optional(),
  })
  .optional();

const candidateGeneration = z
  .object({
    FeatureSpecificationS3Uri: z.string().optional(),
    AlgorithmsConfig: z.array(z.object({ AutoMLAlgorithms: z.array(z.string()) })).optional(),
  })
  .optional();

const mode = z.enum(["AUTO", "ENSEMBLING", "HYPERPARAMETER_TUNING"]).optional();
const dataSplit = z.object({ ValidationFraction: z.number().optional() }).optional();
const objective = z.object({ MetricName: z.string() }).optional();

const common = {
  AutoMLJobName: z.string(),
  OutputDataConfig: z.looseObject({ S3OutputPath: z.string() }),
  RoleArn: z.string(),
  AutoMLJobObjective: objective,
  ModelDeployConfig: z.unknown().optional(),
  Tags: tags,
};

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJob.html */
export const createAutoMLJob = z.looseObject({
  ...common,
  InputDataConfig: z.array(
    channel.extend({
      TargetAttributeName: z.string(),
      SampleWeightAttributeName: z.string().optional(),
    }),
  ),
  ProblemType: z.enum(problemTypes).optional(),
  AutoMLJobConfig: z
    .looseObject({
      CompletionCriteria: criteria,
      CandidateGenerationConfig: candidateGeneration,
      DataSplitConfig: dataSplit,
      Mode: mode,
    })
    .optional(),
  GenerateCandidateDefinitionsOnly: z.boolean().optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAutoMLJobV2.html */
export const createAutoMLJobV2 = z.looseObject({
  ...common,
  AutoMLJobInputDataConfig: z.array(channel),
  AutoMLProblemTypeConfig: z.looseObject({
    TabularJobConfig: z
      .looseObject({
        TargetAttributeName: z.string(),
        CandidateGenerationConfig: candidateGeneration,
        CompletionCriteria: criteria,
        FeatureSpecificationS3Uri: z.string().optional(),
        Mode: mode,
        GenerateCandidateDefinitionsOnly: z.boolean().optional(),
        ProblemType: z.enum(problemTypes).optional(),
        SampleWeightAttributeName: z.string().optional(),
      })
      .optional(),
  }),
  DataSplitConfig: dataSplit,
  AutoMLComputeConfig: z.unknown().optional(),
});

export type CreateAutoMLJob = z.infer<typeof createAutoMLJob>;
export type CreateAutoMLJobV2 = z.infer<typeof createAutoMLJobV2>;
export type Channel = z.infer<typeof channel>;
export type Criteria = z.infer<typeof criteria>;
export type CandidateGeneration = z.infer<typeof candidateGeneration>;

export const automlJobReference = z.object({ AutoMLJobName: z.string() });

export const listAutoMLJobs = z.object({
  ...listFilters,
  StatusEquals: z.string().optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).default("Name"),
});

export const listCandidates = z.object({
  AutoMLJobName: z.string(),
  StatusEquals: z.string().optional(),
  CandidateNameEquals: z.string().optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).default("Ascending"),
  SortBy: z.enum(["CreationTime", "Status", "FinalObjectiveMetricValue"]).optional(),
  MaxResults: z.int().optional(),
  NextToken: z.string().optional(),
});
