import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html */
const channel = z.looseObject({
  ChannelName: z.string(),
  DataSource: z.looseObject({
    S3DataSource: z
      .looseObject({
        S3DataType: z.enum(["ManifestFile", "S3Prefix", "AugmentedManifestFile", "Converse"]),
        S3Uri: z.string(),
      })
      .optional(),
  }),
  ContentType: z.string().optional(),
  CompressionType: z.enum(["None", "Gzip"]).optional(),
});

const variables = z.record(z.string(), z.string()).optional();

export const stoppingCondition = z.looseObject({
  MaxRuntimeInSeconds: z.int().optional(),
  MaxWaitTimeInSeconds: z.int().optional(),
});

export const checkpointConfig = z.object({ S3Uri: z.string(), LocalPath: z.string().optional() });

export const createTrainingJob = z.looseObject({
  TrainingJobName: z.string(),
  AlgorithmSpecification: z.looseObject({
    TrainingImage: z.string().optional(),
    TrainingInputMode: z.enum(["Pipe", "File", "FastFile"]),
    MetricDefinitions: z.array(z.object({ Name: z.string(), Regex: z.string() })).optional(),
    ContainerEntrypoint: z.array(z.string()).optional(),
    ContainerArguments: z.array(z.string()).optional(),
  }),
  HyperParameters: z.record(z.string(), z.string()).optional(),
  RoleArn: z.string(),
  InputDataConfig: z.array(channel).optional(),
  OutputDataConfig: z.looseObject({
    S3OutputPath: z.string(),
  }),
  ResourceConfig: z.looseObject({
    InstanceType: z.string().optional(),
    InstanceCount: z.int().optional(),
    VolumeSizeInGB: z.int().optional(),
  }),
  StoppingCondition: stoppingCondition,
  EnableManagedSpotTraining: z.boolean().optional(),
  CheckpointConfig: checkpointConfig.optional(),
  Environment: variables,
  Tags: tags,
});

export const trainingJobReference = z.object({ TrainingJobName: z.string() });

export const listTrainingJobs = z.object({
  ...listFilters,
  StatusEquals: z.enum(["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting"]).optional(),
  SortBy: z.enum(["Name", "CreationTime", "Status"]).optional(),
});

export type CreateTrainingJob = z.infer<typeof createTrainingJob>;
